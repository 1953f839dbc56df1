import { record } from '@/lib/audit/record'
import { accountNames, eventNames } from '@/lib/payments/ledger'
import type { Ctx, Staff } from '@/lib/shared/context'
import { type SheetColumn, tableSheet } from '@/lib/shared/spreadsheet/table-sheet'
import { writeWorkbook } from '@/lib/shared/spreadsheet/write-workbook'
import { formatMoment } from '@/lib/shared/time'
import type { Bill } from './bills'
import { listMovements, type Movement, type Span } from './books'
import { type Balance, type LedgerLine, listBalances, listLedger } from './ledger-queries'
import { type Day, type DayState, listDays } from './queries'

/** How a day stands to its bill. */
export const stateNames: Record<DayState, string> = {
  transfer: '对照银行流水',
  waiting: '待取账单',
  differs: '有差异',
  agrees: '一致',
  closed: '已关账',
}

type Names = Record<string, string>
const nameIn = (names: Names) => (provider: string | null) => (provider === null ? '' : (names[provider] ?? provider))

/** The books of a span of days as .xlsx: the lines, and every movement with its order. */
export async function booksWorkbook(ctx: Ctx<Staff>, span: Span, providerNames: Names): Promise<Buffer> {
  const [lines, movements] = await Promise.all([listDays(ctx, span), listMovements(ctx, span)])
  await record(ctx, 'export.books', undefined, { from: span.from, until: span.until, rows: movements.length })
  const named = ({ provider }: { provider: string }) => nameIn(providerNames)(provider)
  const bill = (read: (bill: Bill) => number) => (day: Day) => (day.bill ? read(day.bill) / 100 : null)
  const lineColumns: SheetColumn<Day>[] = [
    ['日期', 14, ({ day }) => day],
    ['收款渠道', 20, named],
    ['收款笔数', 12, ({ payments }) => payments],
    ['收款（元）', 16, ({ paidFen }) => paidFen / 100],
    ['退款笔数', 12, ({ refunds }) => refunds],
    ['退款（元）', 16, ({ refundedFen }) => refundedFen / 100],
    ['净额（元）', 16, ({ paidFen, refundedFen }) => (paidFen - refundedFen) / 100],
    ['账单收款（元）', 16, bill(({ paidFen }) => paidFen)],
    ['账单退款（元）', 16, bill(({ refundedFen }) => refundedFen)],
    ['手续费（元）', 16, bill(({ feeFen }) => feeFen)],
    ['未处理的差异', 14, ({ bill: kept, open }) => (kept ? open : null)],
    ['核对', 14, ({ state }) => stateNames[state]],
  ]
  const movementColumns: SheetColumn<Movement>[] = [
    ['时间', 18, ({ at }) => formatMoment(at)],
    ['收款渠道', 20, named],
    ['类型', 10, ({ kind }) => (kind === 'payment' ? '收款' : '退款')],
    ['金额（元）', 16, ({ amountFen }) => amountFen / 100],
    ['交易号', 34, ({ tradeNumber }) => tradeNumber],
    ['订单号', 24, ({ orderNumber }) => orderNumber],
    ['购买方', 36, ({ buyerName }) => buyerName],
  ]
  return writeWorkbook([tableSheet('每日汇总', lineColumns, lines), tableSheet('明细', movementColumns, movements)])
}

/** 账簿 of a span of days as .xlsx: what each account held and moved, and every line, each posting's one after the other. */
export async function ledgerWorkbook(ctx: Ctx<Staff>, span: Span, providerNames: Names): Promise<Buffer> {
  const [balances, lines] = await Promise.all([listBalances(ctx, span), listLedger(ctx, span)])
  await record(ctx, 'export.ledger', undefined, { from: span.from, until: span.until, rows: lines.length })
  const named = nameIn(providerNames)
  const balanceColumns: SheetColumn<Balance>[] = [
    ['科目', 16, ({ account }) => accountNames[account]],
    ['渠道', 20, ({ provider }) => named(provider)],
    ['期初余额（元）', 18, ({ openingFen }) => openingFen / 100],
    ['借方发生额（元）', 18, ({ debitFen }) => debitFen / 100],
    ['贷方发生额（元）', 18, ({ creditFen }) => creditFen / 100],
    ['期末余额（元）', 18, ({ closingFen }) => closingFen / 100],
  ]
  const lineColumns: SheetColumn<LedgerLine>[] = [
    ['时间', 18, ({ at }) => formatMoment(at)],
    ['凭证', 38, ({ postingId }) => postingId],
    ['事项', 14, ({ event }) => eventNames[event]],
    ['科目', 14, ({ account }) => accountNames[account]],
    ['渠道', 20, ({ provider }) => named(provider)],
    ['借方（元）', 14, ({ amountFen }) => (amountFen > 0 ? amountFen / 100 : null)],
    ['贷方（元）', 14, ({ amountFen }) => (amountFen < 0 ? -amountFen / 100 : null)],
    ['订单号', 24, ({ orderNumber }) => orderNumber ?? ''],
    ['凭据号', 34, ({ reference }) => reference],
  ]
  return writeWorkbook([tableSheet('科目余额', balanceColumns, balances), tableSheet('分录', lineColumns, lines)])
}
