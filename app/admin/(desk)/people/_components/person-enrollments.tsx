import { Badge, type Tone } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { ProgressBar } from '@/components/ui/progress-bar'
import type { WholePerson } from '@/lib/admin/person'
import { handedInNames } from '@/lib/quiz/handed-in-names'
import { formatDay } from '@/lib/shared/time'

const states: Record<WholePerson['enrollments'][number]['status'], [Tone, string]> = {
  reserved: ['wait', '待支付'],
  active: ['info', '学习中'],
  passed: ['good', '合格'],
  released: ['plain', '已取消'],
  withdrawn: ['plain', '已退班'],
}

type Attempt = WholePerson['enrollments'][number]['studies'][number]['attempts'][number]

const attemptWords = ({ status, score, handedIn }: Attempt) =>
  status === 'open' ? '进行中' : handedIn === 'in_time' ? String(score) : `${score}（${handedInNames[handedIn]}）`

/** Each enrolment with its courses; a course leads to its learning record. */
export function PersonEnrollments({ personId, enrollments }: Pick<WholePerson, 'enrollments'> & { personId: string }) {
  if (!enrollments.length) return <p className="card pad soft">还没有报名。</p>
  return enrollments.map((enrollment) => {
    const [tone, word] = states[enrollment.status]
    return (
      <details className="card enrolment" key={enrollment.id} open={enrollment.status === 'active'}>
        <summary>
          <span className="grow">
            <b>{enrollment.classTitle}</b>
            <span className="small muted">
              {enrollment.program}，{enrollment.region}，<span className="num nowrap">{formatDay(enrollment.reservedAt)}</span> 报名
            </span>
          </span>
          <span className="num nowrap">
            {enrollment.chosenHours ? `${enrollment.earnedHours} / ${enrollment.chosenHours} 学时` : '未选课'}
          </span>
          <Badge tone={tone}>{word}</Badge>
        </summary>
        {enrollment.otherRegionReason && <p className="short-empty soft">选择其他行政区划班级的原因：{enrollment.otherRegionReason}</p>}
        {enrollment.studies.length ? (
          <table className="data-table cards">
            <caption className="sr">{enrollment.classTitle}的课程</caption>
            <thead>
              <tr>
                <th scope="col">课程</th>
                <th scope="col" className="right">
                  学时
                </th>
                <th scope="col">进度</th>
                <th scope="col">测验</th>
                <th scope="col">合格</th>
              </tr>
            </thead>
            <tbody>
              {enrollment.studies.map((study) => (
                <tr key={study.id}>
                  <td>
                    <Link className="link" href={`/admin/people/${personId}/studies/${study.id}`}>
                      {study.title}
                    </Link>{' '}
                    {study.endedAt && <Badge tone="plain">已退订</Badge>}
                  </td>
                  <td className="n" data-l="学时">
                    {study.creditHours}
                  </td>
                  <td data-l="进度">
                    <span className="pass-rate">
                      <ProgressBar label={`进度：${study.title}`} percent={study.percent} />
                      <span className="num">{study.percent}%</span>
                    </span>
                  </td>
                  <td data-l="测验">
                    {study.quizRequired ? (
                      study.attempts.length ? (
                        <span className="num">{study.attempts.map(attemptWords).join('、')}</span>
                      ) : (
                        '未测'
                      )
                    ) : (
                      <span className="nowrap">不需要</span>
                    )}
                  </td>
                  <td data-l="合格">{study.passedAt ? <span className="num nowrap">{formatDay(study.passedAt)}</span> : '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : (
          <p className="short-empty soft">还没有选课。</p>
        )}
      </details>
    )
  })
}
