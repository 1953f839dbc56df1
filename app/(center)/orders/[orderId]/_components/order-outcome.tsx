import { wordsOf } from '@/app/(center)/_components/enrollment-words'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import type { RefundOffer } from '@/lib/checkout/refund-queries'
import type { OrderView } from '../page'

/** How the order went on, in a sentence, and where to go from here. */
export function OrderOutcome({
  view: { order, enrollmentId, enrollmentStatus, timing },
  refund,
}: {
  view: OrderView
  refund: RefundOffer
}) {
  const granted = refund.request?.status === 'approved'
  const single = timing === 'single_courses'
  switch (order.status) {
    case 'paid':
      if (enrollmentStatus !== 'active' && enrollmentStatus !== 'passed') return null
      return (
        <Note tone="good">
          <b>
            {order.amountFen === 0 ? '' : '支付成功，'}
            {single ? '课程' : wordsOf(timing).home.slice(0, 2)}已开通。
          </b>
          <Link className="link" href={single ? '/my-courses' : `/classes/${enrollmentId}`}>
            立即学习
          </Link>
        </Note>
      )
    case 'expired':
      return <Note tone="warn">订单已过期，没有扣款。可以重新{single ? '选课' : '报名'}。</Note>
    case 'cancelled':
      return <Note tone="warn">订单已取消，没有扣款。可以重新{single ? '选课' : '报名'}。</Note>
    case 'refunding':
      if (granted) return <Note tone="info">退款申请已通过，款项原路退回，1–3 个工作日到账。</Note>
      return <Note tone="warn">付款已到，{single ? '但所选课程已不能开通' : '班级已满'}，款项原路退回，1–3 个工作日到账。</Note>
    case 'refunded':
      return <Note tone="info">款项已原路退回。{granted && '已开通的内容不再保留。'}</Note>
    default:
      return null
  }
}
