import { WithdrawButton } from '@/app/(center)/_components/withdraw-button'
import { Badge } from '@/components/ui/badge'
import { Empty } from '@/components/ui/empty'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import type { ClassFacts, CourseFacts } from './class-facts'

/** 选课情况: what was confirmed; a course nobody has opened yet may be taken back. */
export function SelectionTable({ facts }: { facts: ClassFacts }) {
  const { required, chosen, missing } = facts.hours
  const takesBack = facts.status === 'active' && facts.choosing
  const partOf = (course: CourseFacts) => facts.parts.find((part) => part.id === course.partId)
  return (
    <section className="course-group" aria-label="选课情况">
      <p className="soft" style={{ marginBottom: '.75rem' }}>
        已选 <b className="num">{chosen}</b> / <span className="num">{required}</span> 学时
        {missing ? `，还需选 ${missing} 学时。` : '，已选满。'}
      </p>
      {facts.courses.length === 0 ? (
        <Empty icon="library" title="暂无确认的课程" />
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
              {facts.courses.map((course) => (
                <tr key={course.id}>
                  <td className="bold">{course.title}</td>
                  <td data-l="分类">{partOf(course)?.name}</td>
                  <td data-l="学时" className="n">
                    {course.creditHours}
                  </td>
                  <td data-l="状态">{course.passedOn ? '已合格' : course.begun ? '学习中' : '未开始'}</td>
                  <td className="act">
                    {takesBack && !course.passedOn && !course.begun && !partOf(course)?.compulsory && (
                      <WithdrawButton enrollmentId={facts.id} studyId={course.id} course={course.title} />
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
export function Outcome({ facts }: { facts: ClassFacts }) {
  const { required, earned } = facts.hours
  const passed = facts.courses.filter((course) => course.passedOn)
  return (
    <section className="course-group" aria-label="培训成果">
      <div className="card pad form-stack">
        <p className="row wrapped">
          {facts.status === 'passed' ? (
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
        {facts.certificateId ? (
          <p className="row wrapped">
            <span>
              {facts.certificateTitle}编号 <span className="num">{facts.certificateNumber}</span>
              {facts.passedOn && (
                <>
                  ，<span className="num">{facts.passedOn}</span> 发证
                </>
              )}
            </span>
            <a className="btn push" href={`/api/certificates/${facts.certificateId}`} target="_blank" rel="noreferrer">
              <Icon name="printer" />
              打印{facts.certificateTitle}
              <span className="sr">，新窗口</span>
            </a>
          </p>
        ) : (
          <p className="soft">全部学时合格后，这里可以打印{facts.certificateTitle}。</p>
        )}
      </div>
      {passed.length > 0 && (
        <ul className="card" style={{ marginTop: '1rem' }}>
          {passed.map((course) => (
            <li className="course-row" key={course.id}>
              <span className="t">{course.title}</span>
              <span className="h small soft">
                <span className="num">{course.creditHours}</span> 学时
              </span>
              <span className="small muted">{course.passedOn} 合格</span>
              <span>{course.bestScore !== null && `${course.bestScore} 分`}</span>
              <span className="act">
                <Link className="btn small quiet" href={`/learn/${course.id}`}>
                  再看一遍<span className="sr">：{course.title}</span>
                </Link>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

export function Guidance({ facts }: { facts: ClassFacts }) {
  return (
    <section className="course-group card pad" aria-label="培训须知">
      <ol className="article" style={{ marginTop: 0, listStyle: 'decimal', paddingLeft: '1.5rem' }}>
        {facts.guidance.map((paragraph) => (
          <li key={paragraph}>{paragraph}</li>
        ))}
      </ol>
    </section>
  )
}
