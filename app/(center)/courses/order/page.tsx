import type { Metadata } from 'next'
import { FeePanel, InvoiceCard } from '@/app/(center)/_components/checkout-parts'
import { readBasket } from '@/app/(public)/courses/basket'
import { ActionForm } from '@/components/form/action-form'
import { Crumb } from '@/components/ui/crumb'
import { Empty } from '@/components/ui/empty'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { parseCourseIds } from '@/lib/catalog/input'
import { listOffered } from '@/lib/catalog/queries'
import { strictest } from '@/lib/checkout/refund-rules'
import { listOwned } from '@/lib/enrollment/my-courses'
import { getProfile } from '@/lib/identity/queries'
import { traineeCtx } from '@/lib/identity/session'
import { OrderLines, OwnedQuestion } from './_components/lines'
import { orderCoursesAction } from './actions'

export const metadata: Metadata = { title: '确认选课订单' }

/** 选课学习: the chosen courses with their prices, and the order for them. */
export default async function OrderCoursesPage({ searchParams }: { searchParams: Promise<{ courses?: string }> }) {
  const ctx = await traineeCtx()
  const asked = (await searchParams).courses
  const ids = asked === undefined ? await readBasket() : parseCourseIds(String(asked))
  const [offered, owned, profile] = await Promise.all([listOffered(ctx, ids), listOwned(ctx, ids), getProfile(ctx)])
  const courses = offered.filter(({ id }) => !owned.singly.has(id))
  const hours = courses.reduce((sum, course) => sum + course.creditHours, 0)
  const amountFen = courses.reduce((sum, course) => sum + course.priceFen, 0)
  const free = amountFen === 0
  return (
    <main id="main" className="wrap">
      <div className="checkout-head">
        <div>
          <Crumb above={[['/courses', '课程资源']]} here="确认选课订单" />
          <h1 className="h-page">确认选课订单</h1>
        </div>
        <ol className="steps" aria-label="选课步骤">
          <li className="done">选课</li>
          <li aria-current="step">确认订单</li>
          {!free && <li>支付</li>}
          <li>开始学习</li>
        </ol>
      </div>
      <ActionForm action={orderCoursesAction} className="checkout">
        <div className="stack-2">
          <LeftOut ids={ids} offered={offered} singly={owned.singly} />
          {courses.length === 0 ? (
            <Empty icon="library" title="还没有要订购的课程">
              <p>在课程资源里选好课程，再来这里提交订单。</p>
              <Link className="btn primary" href="/courses">
                去选课
              </Link>
            </Empty>
          ) : (
            <>
              <section className="card" aria-labelledby="courses-title">
                <div className="head">
                  <h2 className="h-card grow" id="courses-title">
                    课程
                  </h2>
                  <Link className="link tap" href="/courses">
                    再选几门
                  </Link>
                </div>
                <div className="in lines">
                  <OrderLines courses={courses} />
                </div>
              </section>
              <OwnedQuestion courses={courses} inClass={owned.inClass} />
              {!free && <InvoiceCard employer={profile.employer} name={profile.name} />}
            </>
          )}
        </div>
        {courses.length > 0 && (
          <>
            <input type="hidden" name="courses" value={courses.map(({ id }) => id).join()} />
            <input type="hidden" name="expectedFen" value={amountFen} />
            <FeePanel
              amountFen={amountFen}
              refund={strictest(courses.filter(({ priceFen }) => priceFen > 0))}
              submit={free ? '确认选课，马上学习' : '提交订单'}
              lines={[
                ['课程', courses.length, '门'],
                ['学时', hours, '学时'],
              ]}
            >
              {free ? '免费课程不需要支付，确认后马上开通。' : '支付成功，课程自动开通。'}学完可打印学时证明，没有培训证书。
            </FeePanel>
          </>
        )}
      </ActionForm>
    </main>
  )
}

type Singly = Awaited<ReturnType<typeof listOwned>>['singly']

/** Why something that was chosen is not in the order. */
function LeftOut({ ids, offered, singly }: { ids: string[]; offered: { id: string; title: string }[]; singly: Singly }) {
  const bought = [...singly.values()]
  const gone = ids.filter((id) => !singly.has(id) && !offered.some((course) => course.id === id)).length
  return (
    <>
      {bought.length > 0 && (
        <Note tone="info">
          {bought.map((course) => `“${course.title}”`).join('')}您已经选过，没有列入订单。
          <Link className="link" href="/my-courses">
            去我的课程学习
          </Link>
        </Note>
      )}
      {gone > 0 && (
        <Note tone="warn">
          有 <span className="num">{gone}</span> 门课程现在不能选购，没有列入订单。
        </Note>
      )}
    </>
  )
}
