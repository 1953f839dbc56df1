import type { Metadata } from 'next'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { staffCtx } from '@/lib/identity/session'
import { type Day, listDays, listOpenDifferences } from '@/lib/reconciliation/queries'
import { formatYuan } from '@/lib/shared/money'
import { providerNames } from '../_components/money-words'
import { Section } from '../_components/section'
import { DayBadge } from './_components/day-badge'
import { DifferenceList } from './_components/difference-list'
import { MonthNav, monthOf } from './_components/month-nav'
import { ReconciliationTabs } from './_components/tabs'

export const metadata: Metadata = { title: '对账' }

const path = '/admin/reconciliation'

/** 对账: what differs first; then, day by day and by gateway, our own books beside the gateway's bill. */
export default async function ReconciliationPage({ searchParams }: { searchParams: Promise<{ month?: string }> }) {
  const ctx = await staffCtx('bills.read')
  const { month, span } = monthOf((await searchParams).month, ctx.now)
  const [days, open] = await Promise.all([listDays(ctx, span), listOpenDifferences(ctx)])
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">对账</h1>
        <p className="muted">每天上午取前一天的账单，逐笔核对；查得清的自动入账，其余在这里处理。</p>
        <div className="acts">
          <a className="btn" href={`${path}/books.xlsx?month=${month}`}>
            <Icon name="download" />
            导出 Excel
          </a>
        </div>
      </div>
      <ReconciliationTabs current="days" />
      {open.length > 0 && (
        <Section title={`待处理的差异（${open.length} 项）`}>
          <DifferenceList rows={open} maySettle={ctx.actor.rights.includes('bills.close')} dated />
        </Section>
      )}
      <MonthNav path={path} month={month} now={ctx.now} />
      {days.length === 0 ? (
        <section className="card list-empty">
          <p className="in soft">这个月没有收款和退款。</p>
        </section>
      ) : (
        <DayTable days={days} />
      )}
      <p className="small muted table-note">金额单位为元。本平台一列按支付机构的账单归日，还没有账单的按到账时间。</p>
    </>
  )
}

const heads = ['本平台收款', '本平台退款', '账单收款', '账单退款', '手续费'] as const

function DayTable({ days }: { days: Day[] }) {
  const billed = days.flatMap(({ bill }) => bill ?? [])
  const sum = <T,>(rows: T[], read: (row: T) => number) => rows.reduce((total, row) => total + read(row), 0)
  return (
    <section className="card list-table" aria-label="每日对账">
      <table className="data-table cards">
        <caption className="sr">每日对账，金额单位为元</caption>
        <thead>
          <tr>
            <th scope="col">日期</th>
            <th scope="col">收款渠道</th>
            {heads.map((head) => (
              <th key={head} scope="col" className="right">
                {head}
              </th>
            ))}
            <th scope="col">核对</th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.day + day.provider}>
              <td>
                <Link className="link num nowrap" href={`${path}/${day.provider}/${day.day}`}>
                  {day.day}
                  <span className="sr">{providerNames[day.provider] ?? day.provider}的明细</span>
                </Link>
              </td>
              <td data-l="收款渠道" className="nowrap">
                {providerNames[day.provider] ?? day.provider}
              </td>
              <Figures
                fen={[
                  day.bill?.oursPaidFen ?? day.paidFen,
                  day.bill?.oursRefundedFen ?? day.refundedFen,
                  day.bill?.paidFen ?? null,
                  day.bill?.refundedFen ?? null,
                  day.bill?.feeFen ?? null,
                ]}
              />
              <td data-l="核对">
                <DayBadge state={day.state} open={day.open} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              合计
            </th>
            <Figures
              fen={[
                sum(days, (day) => day.bill?.oursPaidFen ?? day.paidFen),
                sum(days, (day) => day.bill?.oursRefundedFen ?? day.refundedFen),
                sum(billed, (bill) => bill.paidFen),
                sum(billed, (bill) => bill.refundedFen),
                sum(billed, (bill) => bill.feeFen),
              ]}
            />
            <td />
          </tr>
        </tfoot>
      </table>
    </section>
  )
}

const Figures = ({ fen }: { fen: (number | null)[] }) =>
  heads.map((head, i) => (
    <td key={head} className="n" data-l={head}>
      {fen[i] === null || fen[i] === undefined ? '–' : formatYuan(fen[i])}
    </td>
  ))
