import type { Metadata } from 'next'
import { Helpline } from '@/app/_components/helpline'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Empty } from '@/components/ui/empty'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { Phrase } from '@/components/ui/phrase'
import { ProgressBar } from '@/components/ui/progress-bar'
import { Refresher } from '@/components/ui/refresher'
import { enterpriseCtx } from '@/lib/identity/session'
import { type CertificateClass, listCertificateClasses } from '@/lib/rosters/certificate-queries'
import { formatDay, formatMoment } from '@/lib/shared/time'
import { startPackAction } from './actions'

export const metadata: Metadata = { title: '证书' }

/** 证书: all certificates of the enterprise's people, a class at a time as one zip file. */
export default async function GroupCertificatesPage() {
  const list = await listCertificateClasses(await enterpriseCtx())
  return (
    <>
      <div className="page-title">
        <h1 className="h-page">证书</h1>
      </div>
      {list.length === 0 ? (
        <Empty icon="award" title="暂无证书">
          <p>本单位报名的职工合格后，可以在这里按班级下载全部证书。</p>
          <Link className="btn" href="/group/people">
            查看职工进度
          </Link>
        </Empty>
      ) : (
        <div className="group-pay">
          {list.map((item) => (
            <ClassCertificates key={item.classId} item={item} />
          ))}
        </div>
      )}
    </>
  )
}

function ClassCertificates({ item }: { item: CertificateClass }) {
  const { title, certificateTitle, people, lastIssuedAt, pack, program } = item
  return (
    <article className="card pad certificate-class">
      <div>
        <h2 className="h-card">
          <Phrase>{title}</Phrase>
        </h2>
        <p className="soft">
          {program}，{certificateTitle} <b className="num">{people}</b> 份，最近一份{' '}
          <span className="num nowrap">{formatDay(lastIssuedAt)}</span> 颁发
        </p>
      </div>
      {pack?.status === 'waiting' ? <Packing pack={pack} /> : <Packed item={item} />}
    </article>
  )
}

function Packing({ pack }: { pack: NonNullable<CertificateClass['pack']> }) {
  return (
    <div className="packing" role="status">
      <p>
        正在准备，已完成 <b className="num">{pack.printed}</b> / <span className="num">{pack.total}</span> 份，可以先离开。
      </p>
      <ProgressBar label="打包进度" percent={Math.min(99, Math.floor((100 * pack.printed) / pack.total))} />
      <Refresher everySeconds={3} />
    </div>
  )
}

function Packed({ item: { classId, title, people, pack } }: { item: CertificateClass }) {
  const ready = pack?.status === 'ready' ? pack : null
  const fresh = ready && ready.printed + ready.unprintable.length >= people
  return (
    <div className="stack">
      {pack?.status === 'failed' && <Note tone="warn">上一次没有准备好，请再试一次。</Note>}
      {ready && ready.unprintable.length > 0 && (
        <Note tone="warn">
          {ready.unprintable.join('、')} 的姓名或单位中有暂时无法打印的字，没有在内，请
          <Helpline />。
        </Note>
      )}
      <div className="row wrapped">
        {ready && (
          <a className="btn primary" href={`/api/group/certificates/${ready.id}`} download>
            <Icon name="download" />
            下载 {ready.printed} 份证书<span className="sr">：{title}</span>
          </a>
        )}
        {!fresh && (
          <ActionForm action={startPackAction}>
            <input type="hidden" name="classId" value={classId} />
            <SubmitButton className={ready ? 'btn' : 'btn primary'} busy="正在提交">
              <Icon name="archive" />
              {ready ? '重新打包' : '打包下载'}
              <span className="sr">：{title}</span>
            </SubmitButton>
          </ActionForm>
        )}
        {ready && (
          <span className="small soft">
            <span className="num nowrap">{formatMoment(ready.askedAt)}</span> 打包，zip 文件，保留 7 天{!fresh && '；之后又有新的证书'}
          </span>
        )}
      </div>
    </div>
  )
}
