import type { Metadata } from 'next'
import { Badge } from '@/components/ui/badge'
import { Empty } from '@/components/ui/empty'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { Phrase } from '@/components/ui/phrase'
import { listOrders } from '@/lib/checkout/queries'
import { listMyCourses } from '@/lib/enrollment/my-courses'
import type { Study } from '@/lib/enrollment/queries'
import { traineeCtx } from '@/lib/identity/session'
import { listTries } from '@/lib/quiz/queries'
import { formatMoney } from '@/lib/shared/money'
import { formatClock } from '@/lib/shared/time'
import { LearningTabs } from '../_components/list-tabs'
import { courseFacts, type QuizTries, testable } from '../classes/[enrollmentId]/_components/class-facts'
import { CourseRow } from '../classes/[enrollmentId]/_components/course-groups'

export const metadata: Metadata = { title: '我的课程' }

const hoursOf = (studies: Study[]) => studies.reduce((sum, study) => sum + study.creditHours, 0)

/** 我的课程: what was chosen singly, how it stands, and what it has earned. */
export default async function MyCoursesPage({ searchParams }: { searchParams: Promise<{ opened?: string }> }) {
  const ctx = await traineeCtx()
  const [studies, orders] = await Promise.all([listMyCourses(ctx), listOrders(ctx, ['pending'])])
  const pending = orders.filter(({ single, expiresAt }) => single && expiresAt > ctx.now)
  const open = studies.filter((study) => !study.passedAt)
  const passed = studies.filter((study) => study.passedAt)
  const quizzes = { tries: await listTries(ctx, testable(open)), now: ctx.now }
  return (
    <>
      <LearningTabs />
      <div className="page-title">
        <h1 className="h-page">我的课程</h1>
        <Link className="btn" href="/courses">
          <Icon name="plus" />
          课程资源
        </Link>
      </div>
      {(await searchParams).opened !== undefined && (
        <div className="opened">
          <Note tone="good">课程已开通，可以开始学习。</Note>
        </div>
      )}
      {pending.map((order) => (
        <article className="card minor pending" key={order.id}>
          <span className="waiting">
            <Icon name="hourglass" />
          </span>
          <div>
            <Badge tone="wait" icon="clock">
              待支付
            </Badge>
            <h2 className="h-card">
              <Phrase>{order.title}</Phrase>
            </h2>
            <p className="small muted">
              订单保留到 <span className="num">{formatClock(order.expiresAt)}</span>，过时自动取消，可重新选课。
            </p>
          </div>
          <div className="acts">
            <Link className="btn primary" href={`/orders/${order.id}`}>
              支付 <span className="num">{formatMoney(order.amountFen)}</span>
            </Link>
          </div>
        </article>
      ))}
      {studies.length === 0 ? (
        <Empty icon="library" title="暂无自主选的课程">
          <p>在课程资源里试看、选课，学完可以打印学时证明。</p>
          <Link className="btn primary" href="/courses">
            去选课
          </Link>
        </Empty>
      ) : (
        <section className="card pad earned-line" aria-label="自主选课学时">
          <p>
            已获得 <b className="num h-sec">{hoursOf(passed)}</b> 学时，学习中 <b className="num">{hoursOf(open)}</b> 学时
          </p>
          <p className="small muted">自主选课只证明学时，没有培训证书。</p>
          <Link className={passed.length ? 'btn primary' : 'btn'} href="/certificates/hours">
            <Icon name="printer" />
            我的学时证明
          </Link>
        </section>
      )}
      <Group title="学习中" studies={open} quizzes={quizzes} />
      <Group title="已合格" studies={passed} quizzes={quizzes} />
    </>
  )
}

function Group({ title, studies, quizzes }: { title: string; studies: Study[]; quizzes: QuizTries }) {
  if (!studies.length) return null
  return (
    <section className="course-group">
      <div className="group-head">
        <h2 className="h-card">{title}</h2>
        <span className="small muted">
          <span className="num">{studies.length}</span> 门，<span className="num">{hoursOf(studies)}</span> 学时
        </span>
      </div>
      <div className="card">
        {studies.map((study) => (
          <CourseRow key={study.id} course={courseFacts(study, quizzes)} quiz="课后测验" />
        ))}
      </div>
    </section>
  )
}
