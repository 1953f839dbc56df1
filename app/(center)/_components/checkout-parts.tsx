import { SubmitButton } from '@/components/form/submit-button'
import type { InvoiceTitle } from '@/db/schema/checkout'
import type { RefundTerms } from '@/lib/catalog/programs/rules'
import { refundRule } from '@/lib/checkout/refund-rules'
import { waysToPay } from '@/lib/checkout/ways-to-pay'
import { formatMoney } from '@/lib/shared/money'
import { InvoiceFields } from './invoice-fields'

/* What every page has that ends in an order; its form is of class `checkout`. */

/** 发票信息, for orders that cost something. */
export function InvoiceCard({ employer, name, given }: { employer: string | null; name: string; given?: InvoiceTitle }) {
  return (
    <section className="card" aria-labelledby="invoice-title">
      <div className="head">
        <h2 className="h-card grow" id="invoice-title">
          发票信息
        </h2>
        <span className="small muted">电子发票（普通发票）</span>
      </div>
      <div className="in">
        <InvoiceFields employer={employer} name={name} given={given} withNone />
      </div>
    </section>
  )
}

export type FeeLine = [label: string, figure: string | number, unit?: string]

/** 费用: `lines` and the sum above the button, `children` below it; on a phone the amount and the button stay at the bottom. */
export function FeePanel({
  amountFen,
  lines,
  submit = '提交订单',
  refund,
  children,
}: {
  amountFen: number
  /** What the price is made of. */
  lines: FeeLine[]
  /** What becomes of the money afterwards: said before anybody presses the button. */
  refund?: RefundTerms
  submit?: string
  children: React.ReactNode
}) {
  const closed = amountFen > 0 && !waysToPay('trainee').length
  return (
    <>
      <aside className="card fee" aria-labelledby="fee-title">
        <div className="head">
          <h2 className="h-card" id="fee-title">
            费用
          </h2>
        </div>
        <div className="in">
          <dl className="fee-lines">
            {lines.map(([label, figure, unit]) => (
              <div key={label}>
                <dt className="soft">{label}</dt>
                <dd>
                  <span className="num">{figure}</span> {unit}
                </dd>
              </div>
            ))}
            <div className="total">
              <dt className="bold">应付</dt>
              <dd>{formatMoney(amountFen)}</dd>
            </div>
          </dl>
          {refund && amountFen > 0 && (
            <p className="small soft">
              <b>退款：</b>
              {refundRule(refund)}
            </p>
          )}
          <SubmitButton className="btn primary big full">{submit}</SubmitButton>
          <p className="small muted">{closed ? '本平台还没有开通缴费，现在不能提交。' : children}</p>
        </div>
      </aside>
      <section className="stickybar checkout-bar" aria-label="应付金额">
        <div className="wrap in">
          <span className="amount">
            <span className="small soft">应付</span>
            <br />
            <b>{formatMoney(amountFen)}</b>
          </span>
          <SubmitButton className="btn primary big">{submit}</SubmitButton>
        </div>
      </section>
    </>
  )
}
