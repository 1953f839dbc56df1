import Link from 'next/link'
import { wordsOf } from '@/app/(center)/_components/enrollment-words'
import { HourRing, HourTicks } from '@/components/ui/hour-ring'
import { Icon } from '@/components/ui/icon'
import { RingKey } from '@/components/ui/ring-keys'
import type { getClassHome } from '@/lib/enrollment/queries'
import { totals } from '@/lib/enrollment/rules'
import { ringParts } from '@/lib/enrollment/tally-parts'

export type ClassHome = Awaited<ReturnType<typeof getClassHome>>

/** The hours of a class as ring and as lines, and the one next step. */
export function HourSummary({ enrollment, tallies, studies }: ClassHome) {
  const { required, earned } = totals(tallies)
  // One pitch for all lines, so that lengths compare; narrower when the longest would not fit a phone.
  const longest = Math.max(...tallies.map((part) => part.requiredHours))
  const pitch = Math.min(8.4, 300 / longest)
  return (
    <section className="card summary" aria-label="学时进度">
      <div className="dial">
        <HourRing parts={ringParts(tallies)} size="14rem" labels>
          <span className="fig">{earned}</span>
          <span className="of">
            / <span className="num">{required}</span> 学时
          </span>
        </HourRing>
        <div className="ring-keys">
          <RingKey state="got" />
          <RingKey state="sel" />
          <RingKey state="todo" />
        </div>
      </div>
      <ul className="parts">
        {tallies.map((part) => (
          <li key={part.id}>
            <span className="bold">{part.name}</span>
            <span className="sum">
              <b>{part.earned}</b>{' '}
              <span className="muted">
                / <span className="num">{part.requiredHours}</span> 学时
              </span>
            </span>
            <span className="line">
              <HourTicks
                part={{ label: part.name, required: part.requiredHours, earned: part.earned, chosen: part.chosen }}
                pitch={pitch}
                width={pitch * 0.6}
              />
            </span>
            <span className="state">
              <span>
                已选 <span className="num">{part.chosen}</span>
              </span>
              {part.missing ? (
                <span>
                  还需选 <b className="num">{part.missing}</b>
                </span>
              ) : (
                <span>已选满</span>
              )}
              {part.chosen > part.earned && (
                <span>
                  未学完 <span className="num">{part.chosen - part.earned}</span>
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
      <NextStep enrollment={enrollment} tallies={tallies} studies={studies} />
    </section>
  )
}

function NextStep({ enrollment, tallies, studies }: ClassHome) {
  const words = wordsOf(enrollment.selectionTiming)
  const short = enrollment.selectionTiming === 'after_payment' && tallies.find((part) => part.missing > 0)
  if (enrollment.status === 'passed') {
    return (
      <div className="next">
        <p>
          <b>{words.passed}</b>可以打印{enrollment.certificateTitle}，课程可随时再看。
        </p>
        {enrollment.certificateId && (
          <a className="btn primary" href={`/api/certificates/${enrollment.certificateId}`} target="_blank" rel="noreferrer">
            <Icon name="printer" />
            打印{enrollment.certificateTitle}
            <span className="sr">，新窗口</span>
          </a>
        )}
      </div>
    )
  }
  if (enrollment.status === 'reserved') {
    return (
      <div className="next">
        <p>
          <b>订单还没有支付。</b>支付成功后，班级自动开通。
        </p>
        <Link className="btn primary" href="/orders">
          查看订单
        </Link>
      </div>
    )
  }
  if (short) {
    return (
      <div className="next">
        <p>
          <b>
            {short.name}还需选 <span className="num">{short.missing}</span> 学时。
          </b>
          选满并全部合格，即可打印{enrollment.certificateTitle}。
        </p>
        <Link className="btn primary" href={`/classes/${enrollment.id}/select`}>
          立即选课
        </Link>
      </div>
    )
  }
  const open = studies.find((study) => !study.passedAt)
  return (
    <div className="next">
      <p>
        <b>{words.chosen}</b>
        {words.toDo}
        {enrollment.certificateTitle}。
      </p>
      {open && (
        <Link className="btn primary" href={`/learn/${open.id}`}>
          继续学习<span className="sr">：{open.title}</span>
        </Link>
      )}
    </div>
  )
}
