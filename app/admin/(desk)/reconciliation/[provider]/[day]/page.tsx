import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ActionForm } from '@/components/form/action-form'
import { ConfirmButton } from '@/components/form/confirm-button'
import { SubmitButton } from '@/components/form/submit-button'
import { Crumb } from '@/components/ui/crumb'
import { Icon } from '@/components/ui/icon'
import { KeyValue } from '@/components/ui/key-value'
import { Note } from '@/components/ui/note'
import { staffCtx } from '@/lib/identity/session'
import { daySpan, listMovements } from '@/lib/reconciliation/books'
import { findBillForDesk } from '@/lib/reconciliation/queries'
import { readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { formatMoney } from '@/lib/shared/money'
import { formatMoment } from '@/lib/shared/time'
import { providerNames } from '../../../_components/money-words'
import { Section } from '../../../_components/section'
import { DayBadge } from '../../_components/day-badge'
import { DifferenceList } from '../../_components/difference-list'
import { closeDayAction, fetchDayAction } from '../../actions'
import { BillLines } from './_components/bill-lines'
import { Movements } from './_components/movements'

export const metadata: Metadata = { title: '对账明细' }

type Props = { params: Promise<{ provider: string; day: string }>; searchParams: Promise<SearchParams> }

/** One day of one gateway: the bill beside our own books, what differs, and every line. */
export default async function DayPage({ params, searchParams }: Props) {
  const ctx = await staffCtx('bills.read')
  const { provider, day } = await params
  const span = daySpan(day)
  const name = Object.hasOwn(providerNames, provider) && providerNames[provider]
  if (!span || !name) notFound()
  const { page } = readListQuery(await searchParams, { filters: [], sorts: [] })
  const [found, movements] = await Promise.all([findBillForDesk(ctx, { provider, day }), listMovements(ctx, span, provider)])
  const { bill, differences, open, closedBy, state } = found
  const mayClose = ctx.actor.rights.includes('bills.close')
  const keys = (
    <>
      <input type="hidden" name="provider" value={provider} />
      <input type="hidden" name="day" value={day} />
    </>
  )
  return (
    <>
      <Crumb above={[[`/admin/reconciliation?month=${day.slice(0, 7)}`, '对账']]} here={`${name} ${day}`} />
      <div className="desk-head">
        <h1 className="h-page">
          {name} <span className="num">{day}</span>
        </h1>
        <DayBadge state={state} open={open} />
        <div className="acts">
          <a className="btn" href={`/admin/reconciliation/books.xlsx?day=${day}`}>
            <Icon name="download" />
            导出 Excel
          </a>
        </div>
      </div>
      <div className="desk-aside">
        <div className="stack-2">
          {differences.length > 0 && (
            <Section title="差异">
              <DifferenceList rows={differences} maySettle={mayClose} />
            </Section>
          )}
          {bill ? (
            <BillLines ctx={ctx} bill={bill} page={page} />
          ) : (
            <Movements provider={provider} day={day} movements={movements} page={page} />
          )}
        </div>
        <div className="stack-2">
          {bill ? (
            <Section title="合计">
              <KeyValue
                rows={[
                  ['账单收款', <Money key="a" fen={bill.paidFen} />],
                  ['本平台收款', <Money key="b" fen={bill.oursPaidFen} />],
                  ['账单退款', <Money key="c" fen={bill.refundedFen} />],
                  ['本平台退款', <Money key="d" fen={bill.oursRefundedFen} />],
                  ['手续费', <Money key="e" fen={bill.feeFen} />],
                  ['渠道应结', <Money key="f" fen={bill.paidFen - bill.refundedFen - bill.feeFen} bold />],
                  ['取账单', <Moment key="g" at={bill.fetchedAt} />],
                  ...(bill.closedAt
                    ? ([
                        ['关账', <Moment key="h" at={bill.closedAt} />],
                        ['关账人', closedBy ?? '–'],
                      ] as [string, React.ReactNode][])
                    : []),
                ]}
              />
            </Section>
          ) : (
            <Note tone="info">
              {state === 'waiting'
                ? span.until <= ctx.now
                  ? '还没有这一天的账单。支付机构次日上午生成，平台每小时取一次，取到后自动核对。'
                  : '这一天还没有过完，账单在次日上午生成。'
                : '对公转账没有账单，请对照银行流水核对。'}
            </Note>
          )}
          {state === 'waiting' && mayClose && span.until <= ctx.now && (
            <ActionForm action={fetchDayAction}>
              {keys}
              <SubmitButton className="btn full" busy="正在取账单">
                现在取账单
              </SubmitButton>
            </ActionForm>
          )}
          {(state === 'agrees' || state === 'differs') && mayClose && (
            <Section title="关账">
              <ActionForm action={closeDayAction} className="form-stack">
                {keys}
                <p className="soft">关账后这一天的账单、差异和处理结果不再变动。操作会被记录，不能撤回。</p>
                <ConfirmButton
                  className="btn primary full"
                  ask={`${day} 的账关了吗？`}
                  says={`${name}这一天的账单和处理结果从此固定，不能撤回。`}
                  yes="关账"
                  busy="正在关账"
                >
                  关账
                </ConfirmButton>
              </ActionForm>
            </Section>
          )}
        </div>
      </div>
    </>
  )
}

const Money = ({ fen, bold }: { fen: number; bold?: boolean }) => (
  <span className="num">{bold ? <b>{formatMoney(fen)}</b> : formatMoney(fen)}</span>
)
const Moment = ({ at }: { at: Date }) => <span className="num nowrap">{formatMoment(at)}</span>
