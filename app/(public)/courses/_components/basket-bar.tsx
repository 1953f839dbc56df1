import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import type { OfferedSingly } from '@/lib/catalog/queries'
import { formatMoney } from '@/lib/shared/money'
import { clearBasketAction } from '../actions'

/** Stays at the bottom while courses are ticked: how many, for how much, and the order. */
export function BasketBar({ courses }: { courses: OfferedSingly[] }) {
  if (!courses.length) return null
  const hours = courses.reduce((sum, course) => sum + course.creditHours, 0)
  const amountFen = courses.reduce((sum, course) => sum + course.priceFen, 0)
  return (
    <section className="stickybar basket-bar" aria-label="已选课程">
      <div className="wrap in">
        <p role="status">
          <span>
            已选 <b className="num">{courses.length}</b> 门，<b className="num">{hours}</b> 学时
          </span>
          <span>
            合计 <b className="sum">{amountFen === 0 ? '免费' : formatMoney(amountFen)}</b>
          </span>
        </p>
        <div className="acts">
          <ActionForm action={clearBasketAction}>
            <SubmitButton className="btn quiet" busy="正在清空">
              清空
            </SubmitButton>
          </ActionForm>
          <Link className="btn primary" href={orderHref(courses.map(({ id }) => id))}>
            选课学习<span className="sr">：已选的 {courses.length} 门课程</span>
          </Link>
        </div>
      </div>
    </section>
  )
}

/** Where courses are ordered. They stand in the address, so that whoever signs in on the way finds them again. */
export const orderHref = (courseIds: string[]) => `/courses/order?courses=${courseIds.join()}`
