import { record } from '@/lib/audit/record'
import type { Ctx, Staff } from '@/lib/shared/context'
import { type OutCell, writeWorkbook } from '@/lib/shared/spreadsheet/write-workbook'
import { formatMoment } from '@/lib/shared/time'
import { listBookLines, listMovements } from './daily-books'
import { type Dimension, dimensions, getReport, type ReportFilters, type ReportRow } from './reports'

const header = (names: string[]): OutCell[] => names.map((value) => ({ value, style: 'header' }))
const text = (value: string): OutCell => ({ value, style: 'text' })
const number = (value: number): OutCell => ({ value })
const yuan = (fen: number): OutCell => ({ value: fen / 100 })
const sheet = (name: string, widths: number[], rows: OutCell[][]) => ({
  name,
  columns: widths.map((width) => ({ width })),
  frozenRows: 1,
  rows,
})

/** A report as .xlsx, with its total. */
export async function reportWorkbook(ctx: Ctx<Staff>, by: Dimension, filters: ReportFilters): Promise<Buffer> {
  const { rows, total } = await getReport(ctx, by, filters)
  await record(ctx, 'export.report', undefined, { by, ...filters, rows: rows.length })
  const line = (row: ReportRow): OutCell[] => [
    text(row.name),
    number(row.enrolled),
    number(row.learning),
    number(row.passed),
    number(row.hours),
    yuan(row.receivedFen),
    yuan(row.refundedFen),
    yuan(row.receivedFen - row.refundedFen),
  ]
  const names = [dimensions[by], '报名（人次）', '学习中', '合格', '获得学时', '收款（元）', '退款（元）', '净额（元）']
  return writeWorkbook([sheet(`按${dimensions[by]}`, [40, 14, 12, 12, 14, 16, 16, 16], [header(names), ...rows.map(line), line(total)])])
}

/** The books of a span of days as .xlsx: the lines, and every movement with its order. */
export async function booksWorkbook(
  ctx: Ctx<Staff>,
  span: { from: Date; until: Date },
  providerNames: Record<string, string>,
): Promise<Buffer> {
  const [lines, movements] = await Promise.all([listBookLines(ctx, span), listMovements(ctx, span)])
  await record(ctx, 'export.books', undefined, { from: span.from, until: span.until, rows: movements.length })
  const named = (provider: string) => providerNames[provider] ?? provider
  return writeWorkbook([
    sheet(
      '每日汇总',
      [14, 20, 12, 16, 12, 16, 16],
      [
        header(['日期', '收款渠道', '收款笔数', '收款（元）', '退款笔数', '退款（元）', '净额（元）']),
        ...lines.map((line) => [
          text(line.day),
          text(named(line.provider)),
          number(line.payments),
          yuan(line.paidFen),
          number(line.refunds),
          yuan(line.refundedFen),
          yuan(line.paidFen - line.refundedFen),
        ]),
      ],
    ),
    sheet(
      '明细',
      [18, 20, 10, 16, 34, 24, 36],
      [
        header(['时间', '收款渠道', '类型', '金额（元）', '交易号', '订单号', '购买方']),
        ...movements.map((one) => [
          text(formatMoment(one.at)),
          text(named(one.provider)),
          text(one.kind === 'payment' ? '收款' : '退款'),
          yuan(one.amountFen),
          text(one.tradeNumber),
          text(one.orderNumber),
          text(one.buyerName),
        ]),
      ],
    ),
  ])
}
