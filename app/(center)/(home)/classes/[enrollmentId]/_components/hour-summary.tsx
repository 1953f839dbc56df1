import { wordsOf } from '@/app/(center)/_components/enrollment-words'
import { QuizButton } from '@/app/(center)/_components/quiz-button'
import { Broken } from '@/components/ui/broken'
import { HourRing, HourTicks } from '@/components/ui/hour-ring'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { RingKey } from '@/components/ui/ring-keys'
import { surplus } from '@/lib/enrollment/rules'
import { ringParts } from '@/lib/enrollment/tally-parts'
import { type ClassFacts, mayTest } from './class-facts'

/** The hours of a class as ring and as lines, and the one next step. */
export function HourSummary({ facts }: { facts: ClassFacts }) {
  const { parts, hours } = facts
  // One pitch for all lines, so that lengths compare; narrower when the longest would not fit a phone.
  const longest = Math.max(...parts.map((part) => part.requiredHours))
  const pitch = Math.min(8.4, 300 / longest)
  return (
    <section className="card summary" aria-label="学时进度">
      <div className="dial">
        <HourRing parts={ringParts(parts)} size="14rem" labels>
          <span className="fig">{hours.earned}</span>
          <span className="of">
            / <span className="num">{hours.required}</span> 学时
          </span>
        </HourRing>
        <div className="ring-keys">
          <RingKey state="got" />
          <RingKey state="sel" />
          <RingKey state="todo" />
        </div>
      </div>
      <ul className="parts">
        {parts.map((part) => (
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
              {surplus(part) > 0 && (
                <span>
                  多选 <span className="num">{surplus(part)}</span>，不计入要求
                </span>
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
      <NextStep facts={facts} />
    </section>
  )
}

function NextStep({ facts }: { facts: ClassFacts }) {
  const words = wordsOf(facts.timing)
  const short = facts.choosing && facts.parts.find((part) => part.missing > 0)
  if (facts.status === 'passed') {
    return (
      <div className="next">
        <p>
          <b>{words.passed}</b>可以打印{facts.certificateTitle}，课程可随时再看。
        </p>
        {facts.certificateId && (
          <a className="btn primary" href={`/api/certificates/${facts.certificateId}`} target="_blank" rel="noreferrer">
            <Icon name="printer" />
            打印{facts.certificateTitle}
            <span className="sr">，新窗口</span>
          </a>
        )}
      </div>
    )
  }
  if (facts.status === 'reserved' && facts.byEmployer) {
    return (
      <div className="next">
        <p>
          <b>单位集体报名，待单位缴费。</b>缴费后班级自动开通，您不用支付。
        </p>
      </div>
    )
  }
  if (facts.status === 'reserved') {
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
  const ready = facts.courses.find(mayTest)
  if (ready) {
    return (
      <div className="next">
        <p>
          <b>可以测验。</b>“<Broken html={ready.titleHtml} />
          ”已看完，{words.quiz}合格后获得 <span className="num">{ready.creditHours}</span> 学时。
        </p>
        <QuizButton studyId={ready.id} course={ready.title} className="btn primary" label={`去${words.quiz}`} />
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
          选满并全部合格，即可打印{facts.certificateTitle}。
        </p>
        <Link className="btn primary" href={`/classes/${facts.id}/select`}>
          立即选课
        </Link>
      </div>
    )
  }
  const open = facts.courses.find((course) => !course.passedOn)
  return (
    <div className="next">
      <p>
        <b>{words.chosen}</b>
        {words.toDo}
        {facts.certificateTitle}。
      </p>
      {open && (
        <Link className="btn primary" href={`/learn/${open.id}`}>
          继续学习<span className="sr">：{open.title}</span>
        </Link>
      )}
    </div>
  )
}
