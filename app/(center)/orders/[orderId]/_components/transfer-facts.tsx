import { KeyValue } from '@/components/ui/key-value'
import { Note } from '@/components/ui/note'
import { env } from '@/lib/shared/env'
import { formatMoney } from '@/lib/shared/money'
import { formatMoment } from '@/lib/shared/time'
import type { OrderView } from '../page'

const Figure = ({ children }: { children: string }) => <span className="num break">{children}</span>

/** 对公转账 that was announced: where to, how much, and the remark by which finance finds it. */
export function TransferFacts({
  view: { order, transfer, receivedFen },
  single,
}: {
  view: Pick<OrderView, 'order' | 'transfer' | 'receivedFen'>
  single?: boolean
}) {
  const account = env().transferAccount
  if (!transfer) return null
  return (
    <section className="card" aria-labelledby="transfer-title">
      <div className="head">
        <h2 className="h-card grow" id="transfer-title">
          {single ? '银行转账' : '对公转账'}
        </h2>
        <span className="small soft num">{formatMoment(transfer.announcedAt)} 登记</span>
      </div>
      <div className="in stack">
        {account && (
          <KeyValue
            rows={[
              ['收款单位', account.name],
              ['开户行', account.bank],
              ['账号', <Figure key="a">{account.account}</Figure>],
              [receivedFen ? '还差' : '金额', <Figure key="m">{formatMoney(order.amountFen - receivedFen)}</Figure>],
              ['附言', <Figure key="n">{order.number}</Figure>],
            ]}
          />
        )}
        {receivedFen > 0 && (
          <Note tone="warn">
            已到账 <span className="num">{formatMoney(receivedFen)}</span>，应付 <span className="num">{formatMoney(order.amountFen)}</span>
            ，请补转余款。到期仍未付清的，已到账的款项退回。
          </Note>
        )}
        <Note tone="info">
          请一次转足，并在附言写上订单号。财务核对到账后{single ? '' : '所有人'}自动开通，通常 1–3 个工作日。多付的部分会退回。
        </Note>
      </div>
    </section>
  )
}
