import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { found } from '@/app/_components/found'
import { OrderBadge } from '@/app/(center)/_components/order-badge'
import { ActionForm } from '@/components/form/action-form'
import { CheckField } from '@/components/form/check-field'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Crumb } from '@/components/ui/crumb'
import { KeyValue } from '@/components/ui/key-value'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { getTransfer } from '@/lib/checkout/desk-transfers'
import { staffCtx } from '@/lib/identity/session'
import { formatMoney } from '@/lib/shared/money'
import { formatDay, formatMoment } from '@/lib/shared/time'
import { Section } from '../../_components/section'
import { confirmTransferAction } from '../actions'

export const metadata: Metadata = { title: '确认到账' }

/** One announced transfer, and what the bank's statement says of it. */
export default async function TransferPage({ params }: { params: Promise<{ number: string }> }) {
  const ctx = await staffCtx('orders.read')
  const { number } = await params
  if (!/^\d{18}$/.test(number)) notFound()
  const row = await found(getTransfer(ctx, number))
  const part = !row.confirmedAt && row.receivedFen > 0
  const ended = row.orderStatus === 'expired' || row.orderStatus === 'cancelled'
  return (
    <>
      <Crumb above={[['/admin/transfers', '对公转账']]} here="确认到账" />
      <div className="desk-head">
        <h1 className="h-page">确认到账</h1>
        <OrderBadge status={row.orderStatus} />
      </div>
      <div className="desk-aside">
        <Section title="待收的款项">
          <KeyValue
            rows={[
              [row.buyerKind === 'trainee' ? '学员' : '单位', row.buyerName],
              [
                '订单',
                <Link key="o" className="link num" href={`/admin/orders/${row.number}`}>
                  {row.number}
                </Link>,
              ],
              [
                '应收',
                <b key="a" className="num">
                  {formatMoney(row.amountFen)}
                </b>,
              ],
              ...(part
                ? ([
                    [
                      '已到账',
                      <span key="g" className="num">
                        {formatMoney(row.receivedFen)}
                      </span>,
                    ],
                    [
                      '还差',
                      <b key="m" className="num">
                        {formatMoney(row.amountFen - row.receivedFen)}
                      </b>,
                    ],
                  ] as [string, React.ReactNode][])
                : []),
              [
                '选择转账',
                <span key="t" className="num nowrap">
                  {formatMoment(row.announcedAt)}
                </span>,
              ],
              [
                '保留至',
                <span key="e" className="num nowrap">
                  {formatMoment(row.expiresAt)}
                </span>,
              ],
            ]}
          />
          {ended && <Note tone="warn">订单已结束。确认后仍有席位就照常开通；没有席位则登记为待手工退回。</Note>}
        </Section>
        {row.confirmedAt ? (
          <Section title="已确认">
            <KeyValue
              rows={[
                [
                  '银行流水号',
                  <span key="r" className="num break">
                    {row.reference}
                  </span>,
                ],
                [
                  '确认时间',
                  <span key="c" className="num nowrap">
                    {formatMoment(row.confirmedAt)}
                  </span>,
                ],
                ['确认人', row.confirmedBy ?? '–'],
              ]}
            />
          </Section>
        ) : ctx.actor.rights.includes('transfers.confirm') ? (
          <Section title="银行流水">
            <ActionForm action={confirmTransferAction} className="form-stack">
              <input type="hidden" name="buyerId" value={row.buyerId} />
              <input type="hidden" name="orderId" value={row.orderId} />
              <Field
                name="amount"
                label="到账金额（元）"
                hint="照银行流水填写，少付或多付也照实登记。"
                inputMode="decimal"
                numeric
                autoComplete="off"
              />
              <CheckField name="differs">金额与应收不一致，照实登记</CheckField>
              <Field name="reference" label="银行流水号" hint="回单或流水上的交易流水号。" numeric maxLength={40} autoComplete="off" />
              <Field
                name="paidOn"
                label="到账日期"
                type="date"
                numeric
                defaultValue={formatDay(ctx.now)}
                min={formatDay(row.createdAt)}
                max={formatDay(ctx.now)}
              />
              <SubmitButton className="btn primary full" busy="正在确认">
                确认到账
              </SubmitButton>
              <p className="small muted">
                付清后订单即支付，全部学员开通。少付的，订单继续等待余款；多付的部分登记为待手工退回。操作会被记录。
              </p>
            </ActionForm>
          </Section>
        ) : (
          <Note tone="info">由财务确认到账。</Note>
        )}
      </div>
    </>
  )
}
