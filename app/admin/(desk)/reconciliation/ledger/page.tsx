import type { Metadata } from 'next'
import { Icon } from '@/components/ui/icon'
import { staffCtx } from '@/lib/identity/session'
import { accountNames } from '@/lib/payments/ledger'
import { listBalances } from '@/lib/reconciliation/ledger-queries'
import { formatYuan } from '@/lib/shared/money'
import { providerNames } from '../../_components/money-words'
import { MonthNav, monthOf } from '../_components/month-nav'
import { ReconciliationTabs } from '../_components/tabs'

export const metadata: Metadata = { title: '账簿' }

const path = '/admin/reconciliation/ledger'
const heads = ['期初余额', '借方发生额', '贷方发生额', '期末余额'] as const

/** 账簿: what each account held, moved and holds in a month; the lines are exported. */
export default async function LedgerPage({ searchParams }: { searchParams: Promise<{ month?: string }> }) {
  const ctx = await staffCtx('bills.read')
  const { month, span } = monthOf((await searchParams).month, ctx.now)
  const balances = await listBalances(ctx, span)
  const total = (read: (row: (typeof balances)[number]) => number) => balances.reduce((sum, row) => sum + read(row), 0)
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">账簿</h1>
        <p className="muted">每笔款项借贷相等地记两行，写下后不再更改。借方为正，贷方为负。</p>
        <div className="acts">
          <a className="btn" href={`/admin/reconciliation/ledger.xlsx?month=${month}`}>
            <Icon name="download" />
            导出 Excel
          </a>
        </div>
      </div>
      <ReconciliationTabs current="ledger" />
      <MonthNav path={path} month={month} now={ctx.now} />
      {balances.length === 0 ? (
        <section className="card list-empty">
          <p className="in soft">到这个月为止没有记账。</p>
        </section>
      ) : (
        <section className="card list-table" aria-label="科目余额">
          <table className="data-table cards">
            <thead>
              <tr>
                <th scope="col">科目</th>
                {heads.map((head) => (
                  <th key={head} scope="col" className="right">
                    {head}（元）
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {balances.map(({ account, provider, openingFen, debitFen, creditFen, closingFen }) => (
                <tr key={account + provider}>
                  <td>
                    <span className="obj">
                      <b>{accountNames[account]}</b>
                      {provider && <span>{providerNames[provider] ?? provider}</span>}
                    </span>
                  </td>
                  <Figures fen={[openingFen, debitFen, creditFen, closingFen]} />
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">合计</th>
                <Figures
                  fen={[
                    total((row) => row.openingFen),
                    total((row) => row.debitFen),
                    total((row) => row.creditFen),
                    total((row) => row.closingFen),
                  ]}
                />
              </tr>
            </tfoot>
          </table>
        </section>
      )}
    </>
  )
}

const Figures = ({ fen }: { fen: number[] }) =>
  heads.map((head, i) => (
    <td key={head} className="n" data-l={head}>
      {formatYuan(fen[i]!)}
    </td>
  ))
