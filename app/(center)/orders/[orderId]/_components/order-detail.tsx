import Link from 'next/link'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Icon } from '@/components/ui/icon'
import { Note } from '@/components/ui/note'
import { Phrase } from '@/components/ui/phrase'
import { Refresher } from '@/components/ui/refresher'
import { env } from '@/lib/shared/env'
import { formatHotline } from '@/lib/shared/hotline'
import { formatMoney } from '@/lib/shared/money'
import { refusalText } from '@/lib/shared/refusal-text'
import { formatMoment } from '@/lib/shared/time'
import { InvoiceFields } from '../../../_components/invoice-fields'
import { InvoiceBadge, OrderBadge } from '../../../_components/order-badge'
import { requestInvoiceAction } from '../actions'
import type { OrderView } from '../page'

const methodNames: Record<string, string> = { wechat: '微信支付', alipay: '支付宝', bank: '银行卡（网上银行）' }
const buyerKinds = { company: '企业', public_body: '机关事业单位', person: '个人' }

/** 订单详情: what was paid, how it went on, and the invoice. */
export function OrderDetail({ view, person }: { view: OrderView; person: { name: string; employer: string | null } }) {
  const { order, item, program, payment, invoice, enrollmentId } = view
  const waiting = invoice?.status === 'requested' || invoice?.status === 'issuing'
  return (
    <main id="main" className="wrap">
      <div className="checkout-head">
        <div>
          <nav className="crumb" aria-label="位置">
            <Link href="/orders">发票下载</Link>
            <Icon name="chevron-right" />
            <span aria-current="page">订单详情</span>
          </nav>
          <h1 className="h-page">订单详情</h1>
        </div>
      </div>
      <div className="checkout">
        <div className="stack-2">
          <Outcome view={view} />
          <section className="card pad" aria-label="订单">
            <dl className="key-value">
              <Row label="订单号">
                <span className="num">{order.number}</span>
              </Row>
              <Row label="订单状态">
                <OrderBadge status={order.status} />
              </Row>
              <Row label="班级">
                <Phrase>{item}</Phrase>
              </Row>
              <Row label="培训项目">{program}</Row>
              <Row label="下单时间">
                <span className="num">{formatMoment(order.createdAt)}</span>
              </Row>
              {payment && (
                <>
                  <Row label="支付方式">{methodNames[payment.method] ?? payment.method}</Row>
                  <Row label="支付时间">
                    <span className="num">{formatMoment(payment.paidAt)}</span>
                  </Row>
                  <Row label="交易号">
                    <span className="num">{payment.tradeNumber}</span>
                  </Row>
                </>
              )}
              <Row label="金额">
                <b className="num">{formatMoney(order.amountFen)}</b>
              </Row>
            </dl>
          </section>
        </div>
        <aside className="card" aria-labelledby="invoice-title">
          <div className="head">
            <h2 className="h-card grow" id="invoice-title">
              发票
            </h2>
            {invoice && <InvoiceBadge status={invoice.status} />}
          </div>
          <div className="in stack">
            {invoice ? (
              <>
                <dl className="dl order-facts">
                  <dt>抬头类型</dt>
                  <dd>{buyerKinds[invoice.title.buyerKind]}</dd>
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
                {invoice.status === 'issued' && (
                  <a className="btn primary full" href={`/api/invoices/${invoice.id}`} target="_blank" rel="noreferrer">
                    <Icon name="download" />
                    下载发票<span className="sr">，新窗口</span>
                  </a>
                )}
                {invoice.status === 'failed' && (
                  <Note tone="bad">
                    {invoice.failure}，没有开出。请拨打热线 {formatHotline(env().hotline)} 处理。
                  </Note>
                )}
                {waiting && <p className="soft">正在开具，通常一分钟内完成，可以先离开。</p>}
                {waiting && <Refresher everySeconds={3} />}
              </>
            ) : order.status === 'paid' && order.amountFen > 0 ? (
              <ActionForm action={requestInvoiceAction} className="form-stack">
                <p className="soft">下单时没有填写发票信息，可以现在申请。</p>
                <input type="hidden" name="orderId" value={order.id} />
                <InvoiceFields employer={person.employer} name={person.name} withNone={false} />
                <SubmitButton className="btn primary full" busy="正在申请">
                  申请发票
                </SubmitButton>
              </ActionForm>
            ) : (
              <p className="soft">
                {order.amountFen === 0 ? refusalText({ code: 'invoice_free', facts: {} }) : '支付成功后可以申请发票。'}
              </p>
            )}
            {view.enrollmentStatus === 'active' && (
              <Link className="btn full" href={`/classes/${enrollmentId}`}>
                进入班级
              </Link>
            )}
          </div>
        </aside>
      </div>
    </main>
  )
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Outcome({ view: { order, enrollmentId, enrollmentStatus } }: { view: OrderView }) {
  if (order.status === 'paid' && (enrollmentStatus === 'active' || enrollmentStatus === 'passed')) {
    return (
      <Note tone="good">
        <b>支付成功，班级已开通。</b>
        <Link className="link tap" href={`/classes/${enrollmentId}`}>
          立即学习
        </Link>
      </Note>
    )
  }
  if (order.status === 'expired') return <Note tone="warn">{refusalText({ code: 'order_expired', facts: {} })}</Note>
  if (order.status === 'cancelled') return <Note tone="warn">订单已取消，没有扣款。可以重新报名。</Note>
  if (order.status === 'refunding') return <Note tone="warn">付款已到，班级已满，款项原路退回，1–3 个工作日到账。</Note>
  if (order.status === 'refunded') return <Note tone="info">款项已原路退回。</Note>
  return null
}
