import { Helpline } from '@/app/_components/helpline'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Icon } from '@/components/ui/icon'
import { Note } from '@/components/ui/note'
import { Refresher } from '@/components/ui/refresher'
import { titleKindNames } from '@/lib/invoices/title-kinds'
import { env } from '@/lib/shared/env'
import type { FormState } from '@/lib/shared/form-state'
import { refusalText } from '@/lib/shared/refusal-text'
import { InvoiceFields } from '../../../_components/invoice-fields'
import { InvoiceBadge } from '../../../_components/order-badge'
import type { OrderView } from '../page'

type Invoice = NonNullable<OrderView['invoice']>
type Props = Pick<OrderView, 'order' | 'invoice'> & {
  person: { name: string; employer: string | null }
  action: (state: FormState, form: FormData) => Promise<FormState>
}

/** 发票 of an order: asked for, on its way, to be downloaded, or taken back. */
export function InvoiceCard({ order, invoice, person, action }: Props) {
  return (
    <section className="card" aria-labelledby="invoice-title">
      <div className="head">
        <h2 className="h-card grow" id="invoice-title">
          发票
        </h2>
        {invoice && <InvoiceBadge status={invoice.status} />}
      </div>
      <div className="in stack">
        {invoice ? (
          <InvoiceFacts invoice={invoice} />
        ) : order.status === 'paid' && order.amountFen > 0 ? (
          <ActionForm action={action} className="form-stack">
            <p className="soft">下单时没有填写发票信息，可以现在申请。</p>
            <input type="hidden" name="orderId" value={order.id} />
            <InvoiceFields employer={person.employer} name={person.name} withNone={false} />
            <SubmitButton className="btn primary full" busy="正在申请">
              申请发票
            </SubmitButton>
          </ActionForm>
        ) : (
          <p className="soft">{order.amountFen === 0 ? refusalText({ code: 'invoice_free', facts: {} }) : without[order.status]}</p>
        )}
      </div>
    </section>
  )
}

const without: Record<OrderView['order']['status'], string> = {
  pending: '支付成功后可以申请发票。',
  paid: '支付成功后可以申请发票。',
  cancelled: '订单没有支付，不开具发票。',
  expired: '订单没有支付，不开具发票。',
  refunding: '款项退回，不开具发票。',
  refunded: '款项已退回，不开具发票。',
}

function InvoiceFacts({ invoice }: { invoice: Invoice }) {
  const waiting = invoice.status === 'requested' || invoice.status === 'issuing'
  return (
    <>
      <dl className="dl order-facts">
        <dt>抬头类型</dt>
        <dd>{titleKindNames[invoice.title.buyerKind]}</dd>
        <dt>发票抬头</dt>
        <dd>{invoice.title.title}</dd>
        {invoice.title.taxNumber && (
          <>
            <dt>税号</dt>
            <dd className="num">{invoice.title.taxNumber}</dd>
          </>
        )}
        {invoice.number && (
          <>
            <dt>发票号码</dt>
            <dd className="num">{invoice.number}</dd>
          </>
        )}
      </dl>
      {invoice.status === 'issued' && invoice.fileKey && (
        <a className="btn primary full" href={`/api/invoices/${invoice.id}`} target="_blank" rel="noreferrer">
          <Icon name="download" />
          下载发票<span className="sr">，新窗口</span>
        </a>
      )}
      {invoice.status === 'issued' && (invoice.ofdKey || invoice.xmlKey) && (
        <p className="row wrapped">
          {invoice.ofdKey && (
            <a className="link tap" href={`/api/invoices/${invoice.id}?format=ofd`}>
              下载 OFD
            </a>
          )}
          {invoice.xmlKey && (
            <a className="link tap" href={`/api/invoices/${invoice.id}?format=xml`}>
              下载 XML
            </a>
          )}
        </p>
      )}
      {invoice.status === 'failed' && (
        <Note tone="bad">
          {invoice.failure}，没有开出。请
          <Helpline />。
        </Note>
      )}
      {invoice.status === 'reversed' && <p className="soft">订单已退款，发票已红冲，不能再用于报销。</p>}
      {waiting && (
        <p className="soft">
          {invoice.status === 'issuing' || env().mode === 'production'
            ? '财务正在开具，开好后在这里下载。'
            : '正在开具，通常一分钟内完成，可以先离开。'}
        </p>
      )}
      {invoice.status === 'requested' && <Refresher everySeconds={3} />}
    </>
  )
}
