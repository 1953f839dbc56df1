import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Crumb } from '@/components/ui/crumb'
import { Empty } from '@/components/ui/empty'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { Phrase } from '@/components/ui/phrase'
import { listHistory } from '@/lib/identity/queries'
import { traineeCtx } from '@/lib/identity/session'

export const metadata: Metadata = { title: '历史记录' }

/** 历史记录: what was earned on the old platform, as it was handed over. It is read, not counted. */
export default async function HistoryPage({ searchParams }: { searchParams: Promise<{ activated?: string }> }) {
  const [{ activated }, records] = await Promise.all([searchParams, traineeCtx().then(listHistory)])
  if (activated && !records.length) redirect('/classes?activated=1') // enrolled by the employer, not from the old platform
  const hours = records.reduce((sum, { creditHours }) => sum + creditHours, 0)
  return (
    <>
      <Crumb above={[['/profile', '个人信息']]} here="历史记录" />
      <div className="page-title">
        <h1 className="h-page">历史记录</h1>
      </div>
      <div className="form-stack">
        {activated && (
          <div role="status">
            <Note tone="good">账号已激活，以后请用新密码登录。</Note>
          </div>
        )}
        {records.length === 0 ? (
          <Empty icon="clock" title="暂无历史记录">
            <p>这里显示从原平台转来的历年学习记录。</p>
            <Link className="btn primary" href="/classes">
              去学习
            </Link>
          </Empty>
        ) : (
          <>
            <p className="soft">
              从原平台转来的历年学习记录，共 <b className="num">{records.length}</b> 条、<b className="num">{hours}</b> 学时，供查阅。
            </p>
            <section className="card" aria-label="历史记录">
              <Table records={records} />
            </section>
          </>
        )}
      </div>
    </>
  )
}

function Table({ records }: { records: Awaited<ReturnType<typeof listHistory>> }) {
  return (
    <table className="data-table cards">
      <thead>
        <tr>
          <th scope="col">年度</th>
          <th scope="col">项目或课程</th>
          <th scope="col" className="right">
            学时
          </th>
          <th scope="col">证书编号</th>
          <th scope="col">合格日期</th>
        </tr>
      </thead>
      <tbody>
        {records.map(({ id, year, title, creditHours, certificateNumber, passedOn }) => (
          <tr key={id}>
            <td data-l="年度" className="num">
              {year}
            </td>
            <td data-l="项目或课程">
              <Phrase>{title}</Phrase>
            </td>
            <td data-l="学时" className="n">
              {creditHours}
            </td>
            <td data-l="证书编号" className="num">
              {certificateNumber ?? '–'}
            </td>
            <td data-l="合格日期" className="num nowrap">
              {passedOn ?? '–'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
