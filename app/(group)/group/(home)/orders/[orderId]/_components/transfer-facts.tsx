import { KeyValue } from '@/components/ui/key-value'
import { Note } from '@/components/ui/note'
import type { GroupOrderView } from '@/lib/rosters/order-queries'
import { env } from '@/lib/shared/env'
import { formatMoney } from '@/lib/shared/money'
import { formatMoment } from '@/lib/shared/time'

const Figure = ({ children }: { children: string }) => <span className="num break">{children}</span>

/** 对公转账 that was announced: where to, how much, and the remark by which finance finds it. */
export function TransferFacts({ view: { order, transfer } }: { view: GroupOrderView }) {
  const account = env().transferAccount
  if (!transfer) return null
  return (
    <section className="card" aria-labelledby="transfer-title">
      <div className="head">
        <h2 className="h-card grow" id="transfer-title">
          对公转账
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
              ['金额', <Figure key="m">{formatMoney(order.amountFen)}</Figure>],
              ['附言', <Figure key="n">{order.number}</Figure>],
            ]}
          />
        )}
        <Note tone="info">请一次转足，并在附言写上订单号。财务核对到账后所有人自动开通，通常 1–3 个工作日。</Note>
      </div>
    </section>
  )
}
