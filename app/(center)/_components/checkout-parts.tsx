import { SubmitButton } from '@/components/form/submit-button'
import type { InvoiceTitle } from '@/db/schema/checkout'
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

/** 费用: `lines` above the button, `children` below it; on a phone the amount and the button stay at the bottom. */
export function FeePanel({
  amountFen,
  lines,
  submit = '提交订单',
  children,
}: {
  amountFen: number
  lines: React.ReactNode
  submit?: string
  children: React.ReactNode
}) {
  return (
    <>
      <aside className="card fee" aria-labelledby="fee-title">
        <div className="head">
          <h2 className="h-card" id="fee-title">
            费用
          </h2>
        </div>
        <div className="in">
          {lines}
          <SubmitButton className="btn primary big full">{submit}</SubmitButton>
          <p className="small muted">{children}</p>
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
