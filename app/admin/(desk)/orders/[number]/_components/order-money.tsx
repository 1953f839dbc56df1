import { InvoiceBadge } from '@/app/(center)/_components/order-badge'
import { PaidAt } from '@/app/(center)/orders/[orderId]/_components/paid-at'
import { Link } from '@/components/ui/link'
import type { DeskOrder } from '@/lib/checkout/desk-orders'
import { transferProvider } from '@/lib/checkout/rules'
import { formatMoney, formatYuan } from '@/lib/shared/money'
import { formatMoment } from '@/lib/shared/time'
import { ChargeBadge, RequestBadge, ReturnBadge } from '../../../_components/money-badges'
import { methodNames, providerNames } from '../../../_components/money-words'
import { Section } from '../../../_components/section'

/** 收款: what came in, and each attempt to pay; 退款: what went back or is owed. */
export function OrderMoney({ charges, payments, refunds, requests }: DeskOrder) {
  return (
    <>
      <Section title="收款" padded={payments.length === 0}>
        {payments.length === 0 ? (
          <p className="soft">还没有收到款项。</p>
        ) : (
          <table className="data-table cards">
            <thead>
              <tr>
                <th scope="col">交易号</th>
                <th scope="col">支付方式</th>
                <th scope="col">支付时间</th>
                <th scope="col" className="right">
                  金额（元）
                </th>
              </tr>
            </thead>
            <tbody>
              {payments.map((payment) => (
                <tr key={payment.id}>
                  <td className="num break">{payment.tradeNumber}</td>
                  <td data-l="支付方式" className="nowrap">
                    {methodNames[payment.method] ?? payment.method}
                  </td>
                  <td data-l="支付时间" className="num nowrap">
                    <PaidAt payment={payment} />
                  </td>
                  <td data-l="金额（元）" className="n">
                    {formatYuan(payment.amountFen)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
      {charges.length > 0 && (
        <Section title="网上付款" padded={false}>
          <ul className="plain-rows">
            {charges.map((charge) => (
              <li key={charge.id}>
                <span className="grow">
                  {providerNames[charge.provider] ?? charge.provider} <span className="num break">{charge.number}</span>
                  <span className="small muted">
                    {' '}
                    <span className="num nowrap">{formatMoment(charge.intendedAt)}</span>
                    {charge.problem && `，${charge.problem}`}
                  </span>
                </span>
                <ChargeBadge status={charge.status} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {requests.length > 0 && (
        <Section title="退款申请" padded={false}>
          <ul className="plain-rows">
            {requests.map(({ request, person }) => (
              <li key={request.id}>
                <span className="grow">
                  <Link className="link" href={`/admin/refunds/${request.id}`}>
                    {person ? `${person}退款` : '整单退款'}：{request.reason}
                  </Link>
                  <span className="small muted num"> {formatMoment(request.requestedAt)}</span>
                </span>
                <RequestBadge status={request.status} proposedAt={request.proposedAt} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {refunds.length > 0 && (
        <Section title="退回的款项" padded={false}>
          <ul className="plain-rows">
            {refunds.map(({ refund, provider, person, title }) => (
              <li key={refund.id}>
                <span className="grow">
                  <b className="num">退款 {formatMoney(-refund.amountFen)}</b>
                  <span className="small muted">
                    {' '}
                    {refund.reason}
                    {person && `（${person}，${title}）`}
                    {refund.reference && `，银行流水号 ${refund.reference}`}
                  </span>
                </span>
                <ReturnBadge status={refund.status} byHand={provider === transferProvider} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

/** 发票 of the order, those taken back too. */
export function OrderInvoices({ invoices, order }: DeskOrder) {
  return (
    <Section title="发票" padded={invoices.length === 0}>
      {invoices.length === 0 ? (
        <p className="soft">{order.invoiceTitle ? '支付后按所填抬头申请。' : '没有申请发票。'}</p>
      ) : (
        <ul className="plain-rows">
          {invoices.map((invoice) => (
            <li key={invoice.id}>
              <span className="grow">
                <Link className="link" href={`/admin/invoices/${invoice.id}`}>
                  {invoice.title.title}
                </Link>
                <span className="small muted num">
                  {' '}
                  {formatMoney(invoice.amountFen)} {invoice.number}
                </span>
              </span>
              <InvoiceBadge status={invoice.status} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
