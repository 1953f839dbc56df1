import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { openedPromise } from '@/lib/identity/promises'
import { type GroupOrderView, getResubmission } from '@/lib/rosters/order-queries'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { formatMoney } from '@/lib/shared/money'
import { submitAgainAction, withdrawRosterAction } from '../actions'

type Props = { ctx: Ctx<Enterprise>; view: GroupOrderView; asked: boolean; taken: number }

/** How the order went on, in a sentence, and where to go from here. */
export function OrderOutcome({ ctx, view, asked, taken }: Props) {
  const { order, opened, refundsWaiting } = view
  switch (order.status) {
    case 'paid':
      return (
        <>
          <Note tone="good">
            <b>
              {order.amountFen ? '支付成功，' : ''}已为 {opened} 人开通。
            </b>
            {openedPromise()}
            <Link className="link" href={`/group/people?order=${order.id}`}>
              查看职工进度
            </Link>
          </Note>
          {(asked || refundsWaiting > 0) && <Note tone="info">有 {refundsWaiting} 人的退款申请正在审核，通过前照常学习。</Note>}
        </>
      )
    case 'expired':
    case 'cancelled':
      return <Ended ctx={ctx} view={view} taken={taken} />
    case 'refunding':
      return (
        <Note tone="warn">
          {opened
            ? '款项正在原路退回，1–3 个工作日到账。'
            : '付款到达时席位已不够，款项原路退回，1–3 个工作日到账。名单还在，可以另选班级。'}
        </Note>
      )
    default:
      return <Note tone="info">款项已原路退回，不再保留席位。</Note>
  }
}

async function Ended({ ctx, view: { order, roster }, taken }: Omit<Props, 'asked'>) {
  if (roster?.orderId && roster.orderId !== order.id && roster.status === 'submitted')
    return (
      <Note tone="info">
        名单已改用新的订单，这笔不用再支付。
        <Link className="link" href={`/group/orders/${roster.orderId}`}>
          去新的订单
        </Link>
      </Note>
    )
  const ended = order.status === 'expired' ? '订单已过期' : '订单已取消'
  if (roster?.orderId !== order.id || roster.status !== 'submitted') return <Note tone="warn">{ended}，没有扣款，席位已让出。</Note>
  const { people, amountFen } = await getResubmission(ctx, roster.id)
  return (
    <Note tone="warn">
      {taken > 0 && `已移出 ${taken} 人。`}
      <b>{ended}，没有扣款，席位已让出。</b>名单还在，席位够就可以重新提交。
      {people > 0 && (
        <ActionForm action={submitAgainAction} className="submit-again">
          <input type="hidden" name="orderId" value={order.id} />
          <input type="hidden" name="rosterId" value={roster.id} />
          <input type="hidden" name="expectedFen" value={amountFen} />
          <SubmitButton className="btn primary">重新提交</SubmitButton>
          <span className="num nowrap">
            {people} 人，{formatMoney(amountFen)}
          </span>
        </ActionForm>
      )}
      <ActionForm action={withdrawRosterAction}>
        <input type="hidden" name="rosterId" value={roster.id} />
        <SubmitButton className="btn quiet small" busy="正在撤回">
          不报了，撤回名单
        </SubmitButton>
      </ActionForm>
    </Note>
  )
}
