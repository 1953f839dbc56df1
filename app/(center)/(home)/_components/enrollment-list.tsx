import { wordsOf } from '@/app/(center)/_components/enrollment-words'
import { Badge } from '@/components/ui/badge'
import { HourArc, HourRing } from '@/components/ui/hour-ring'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Phrase } from '@/components/ui/phrase'
import { RingKey } from '@/components/ui/ring-keys'
import type { listOrders } from '@/lib/checkout/queries'
import type { MyClass } from '@/lib/enrollment/queries'
import { totals } from '@/lib/enrollment/rules'
import { ringParts } from '@/lib/enrollment/tally-parts'
import { formatMoney } from '@/lib/shared/money'
import { formatClock, formatDay, formatDuration, formatLastDay } from '@/lib/shared/time'

type PendingOrder = Awaited<ReturnType<typeof listOrders>>[number]

/** Enrollments as cards: those being learnt, those waiting for payment, those passed. */
export function EnrollmentList({ items, pending }: { items: MyClass[]; pending: PendingOrder[] }) {
  const active = items.filter(({ status }) => status === 'active')
  const passed = items.filter(({ status }) => status === 'passed')
  const employers = items.filter(({ status, byEmployer }) => status === 'reserved' && byEmployer)
  return (
    <>
      {active.map((item) => (
        <ActiveClass key={item.id} item={item} />
      ))}
      {pending.length + employers.length > 0 && (
        <h2 className="h-sec" style={{ marginTop: '2rem' }}>
          待处理
        </h2>
      )}
      {pending.map((order) => (
        <PendingClass key={order.id} order={order} />
      ))}
      {employers.map((item) => (
        <WaitingForEmployer key={item.id} item={item} />
      ))}
      {passed.length > 0 && (
        <h2 className="h-sec" style={{ marginTop: '2rem' }}>
          已完成
        </h2>
      )}
      {passed.map((item) => (
        <PassedClass key={item.id} item={item} />
      ))}
    </>
  )
}

function PendingClass({ order }: { order: PendingOrder }) {
  return (
    <article className="card minor">
      <span className="waiting">
        <Icon name="hourglass" />
      </span>
      <div>
        <Badge tone="wait" icon="clock">
          待支付
        </Badge>
        <h3>
          <Phrase>{order.title}</Phrase>
        </h3>
        <p className="small muted">
          席位保留到 <span className="num">{formatClock(order.expiresAt)}</span>，过时自动取消，可重新报名。
        </p>
      </div>
      <div className="acts">
        <Link className="btn primary" href={`/orders/${order.id}`}>
          支付 <span className="num">{formatMoney(order.amountFen)}</span>
        </Link>
      </div>
    </article>
  )
}

/** The employer has ordered and will pay: nothing to do here but wait. */
function WaitingForEmployer({ item }: { item: MyClass }) {
  return (
    <article className="card minor">
      <span className="waiting">
        <Icon name="hourglass" />
      </span>
      <div>
        <Badge tone="wait" icon="clock">
          待单位缴费
        </Badge>
        <h3>
          <Phrase>{item.classTitle}</Phrase>
        </h3>
        <p className="small muted">单位集体报名，缴费后自动开通，您不用支付。</p>
      </div>
    </article>
  )
}

function ActiveClass({ item }: { item: MyClass }) {
  const { required, earned, chosen, missing } = totals(item.tallies)
  return (
    <article className="card class-card">
      <HourRing parts={ringParts(item.tallies)} size="11.5rem">
        <span className="fig">{earned}</span>
        <span className="of">
          / <span className="num">{required}</span> 学时
        </span>
      </HourRing>
      <div className="body">
        <div>
          <Badge tone="info" icon="book-open">
            学习中
          </Badge>
          <h2>
            <Phrase>{item.classTitle}</Phrase>
          </h2>
          <p className="sub">
            <span>{item.program}</span>
            <span>{item.region}</span>
            <span>
              学习期限至 <span className="num nowrap">{formatLastDay(item.studyUntil)}</span>
            </span>
          </p>
        </div>
        <dl className="facts">
          <div>
            <dt>
              <RingKey state="got" label="已获得" />
            </dt>
            <dd>
              <b>{earned}</b>学时
            </dd>
          </div>
          <div>
            <dt>
              <RingKey state="sel" label="学习中" />
            </dt>
            <dd>
              <b>{chosen - earned}</b>学时
            </dd>
          </div>
          <div>
            <dt>
              <RingKey state="todo" label="还需选" />
            </dt>
            <dd>
              <b>{missing}</b>学时
            </dd>
          </div>
        </dl>
        <div className="acts">
          <Link className="btn primary" href={`${wordsOf(item.selectionTiming).href}/${item.id}`}>
            <Icon name="play" />
            立即学习<span className="sr">：{item.classTitle}</span>
          </Link>
          {missing > 0 && item.choosing && (
            <Link className="btn" href={`/classes/${item.id}/select`}>
              立即选课
            </Link>
          )}
          {item.last && (
            <p className="due small soft">
              上次学到：
              <Link className="link" href={`/learn/${item.last.studyId}`}>
                <Phrase>{`${item.last.course}，`}</Phrase>
                <span className="nowrap">
                  第 <span className="num">{item.last.chapter}</span> 章 <span className="num">{formatDuration(item.last.seconds)}</span>
                </span>
              </Link>
            </p>
          )}
        </div>
      </div>
    </article>
  )
}

function PassedClass({ item }: { item: MyClass }) {
  const { required } = totals(item.tallies)
  return (
    <article className="card minor">
      <HourArc parts={ringParts(item.tallies)} size="4rem" width={17}>
        <span className="fig num">{required}</span>
      </HourArc>
      <div>
        <Badge tone="good" icon="check">
          合格
        </Badge>
        <h3>
          <Phrase>{item.classTitle}</Phrase>
        </h3>
        <p className="small muted">
          {item.passedAt && (
            <span className="nowrap">
              <span className="num nowrap">{formatDay(item.passedAt)}</span> 合格，
            </span>
          )}
          <span className="nowrap">
            已获得 <span className="num">{required}</span> 学时
          </span>
        </p>
      </div>
      <div className="acts">
        <Link className="btn quiet" href={`${wordsOf(item.selectionTiming).href}/${item.id}`}>
          查看课程<span className="sr">：{item.classTitle}</span>
        </Link>
        {item.certificateId && (
          <a className="btn" href={`/api/certificates/${item.certificateId}`} target="_blank" rel="noreferrer">
            <Icon name="printer" />
            打印{item.certificateTitle}
            <span className="sr">：{item.classTitle}，新窗口</span>
          </a>
        )}
      </div>
    </article>
  )
}
