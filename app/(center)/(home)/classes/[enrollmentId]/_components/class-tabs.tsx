import Link from 'next/link'
import { WithdrawButton } from '@/app/(center)/_components/withdraw-button'
import { Badge } from '@/components/ui/badge'
import { Empty } from '@/components/ui/empty'
import { Icon } from '@/components/ui/icon'
import { totals } from '@/lib/enrollment/rules'
import { formatDay } from '@/lib/shared/time'
import type { ClassHome } from './hour-summary'

/** 选课情况: what was confirmed; a course nobody has opened yet may be taken back. */
export function SelectionTable({ enrollment, tallies, studies }: ClassHome) {
  const { required, chosen, missing } = totals(tallies)
  const takesBack = enrollment.status === 'active' && enrollment.selectionTiming === 'after_payment'
  const partOf = (study: { partId: string }) => tallies.find((part) => part.id === study.partId)
  return (
    <section className="course-group" aria-label="选课情况">
      <p className="soft" style={{ marginBottom: '.75rem' }}>
        已选 <b className="num">{chosen}</b> / <span className="num">{required}</span> 学时
        {missing ? `，还需选 ${missing} 学时。` : '，已选满。'}
      </p>
      {studies.length === 0 ? (
        <Empty icon="library" title="还没有确认的课程" />
      ) : (
        <div className="card">
          <table className="data-table cards">
            <thead>
              <tr>
                <th scope="col">课程</th>
                <th scope="col">分类</th>
                <th scope="col" className="right">
                  学时
                </th>
                <th scope="col">状态</th>
                <th scope="col">
                  <span className="sr">操作</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {studies.map((study) => (
                <tr key={study.id}>
                  <td className="bold">{study.title}</td>
                  <td data-l="分类">{partOf(study)?.name}</td>
                  <td data-l="学时" className="n">
                    {study.creditHours}
                  </td>
                  <td data-l="状态">{study.passedAt ? '已合格' : study.seenSeconds > 0 ? '学习中' : '未开始'}</td>
                  <td className="act">
                    {takesBack && !study.passedAt && study.seenSeconds === 0 && !partOf(study)?.compulsory && (
                      <WithdrawButton enrollmentId={enrollment.id} studyId={study.id} course={study.title} />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

/** 培训成果: earned hours, and the certificate when the class is passed. */
export function Outcome({ enrollment, tallies, studies }: ClassHome) {
  const { required, earned } = totals(tallies)
  const passed = studies.filter((study) => study.passedAt)
  return (
    <section className="course-group" aria-label="培训成果">
      <div className="card pad form-stack">
        <p className="row wrapped">
          {enrollment.status === 'passed' ? (
            <Badge tone="good" icon="check">
              合格
            </Badge>
          ) : (
            <Badge tone="info" icon="book-open">
              学习中
            </Badge>
          )}
          <span>
            已获得 <b className="num">{earned}</b> / <span className="num">{required}</span> 学时，合格课程{' '}
            <b className="num">{passed.length}</b> 门。
          </span>
        </p>
        {enrollment.certificateId ? (
          <p className="row wrapped">
            <span>
              {enrollment.certificateTitle}编号 <span className="num">{enrollment.certificateNumber}</span>
              {enrollment.passedAt && (
                <>
                  ，<span className="num">{formatDay(enrollment.passedAt)}</span> 发证
                </>
              )}
            </span>
            <a className="btn push" href={`/api/certificates/${enrollment.certificateId}`} target="_blank" rel="noreferrer">
              <Icon name="printer" />
              打印{enrollment.certificateTitle}
              <span className="sr">，新窗口</span>
            </a>
          </p>
        ) : (
          <p className="soft">全部学时合格后，这里可以打印{enrollment.certificateTitle}。</p>
        )}
      </div>
      {passed.length > 0 && (
        <ul className="card" style={{ marginTop: '1rem' }}>
          {passed.map((study) => (
            <li className="course-row" key={study.id}>
              <span className="t">{study.title}</span>
              <span className="h small soft">
                <span className="num">{study.creditHours}</span> 学时
              </span>
              <span className="small muted">{study.passedAt && formatDay(study.passedAt)} 合格</span>
              <span>{study.bestScore !== null && `${study.bestScore} 分`}</span>
              <span className="act">
                <Link className="btn small quiet" href={`/learn/${study.id}`}>
                  再看一遍<span className="sr">：{study.title}</span>
                </Link>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

export function Guidance({ paragraphs }: { paragraphs: string[] }) {
  return (
    <section className="course-group card pad" aria-label="培训须知">
      <ol className="article" style={{ marginTop: 0, listStyle: 'decimal', paddingLeft: '1.5rem' }}>
        {paragraphs.map((paragraph) => (
          <li key={paragraph}>{paragraph}</li>
        ))}
      </ol>
    </section>
  )
}
