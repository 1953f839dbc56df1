import { record } from '@/lib/audit/record'
import type { Ctx, Staff } from '@/lib/shared/context'
import { type SheetColumn, tableSheet } from '@/lib/shared/spreadsheet/table-sheet'
import { writeWorkbook } from '@/lib/shared/spreadsheet/write-workbook'
import { formatMoment } from '@/lib/shared/time'
import { type BookLine, listBookLines, listMovements, type Movement } from './daily-books'
import { besideTitles, type Dimension, dimensions } from './report-dimensions'
import { getReport, type ReportFilters, type ReportRow } from './reports'

/** A report as .xlsx, with its total. */
export async function reportWorkbook(ctx: Ctx<Staff>, by: Dimension, filters: ReportFilters): Promise<Buffer> {
  const { rows, total } = await getReport(ctx, by, filters)
  await record(ctx, 'export.report', undefined, { by, ...filters, rows: rows.length })
  const columns: SheetColumn<ReportRow>[] = [
    [by === 'person' ? '姓名' : dimensions[by], by === 'person' ? 14 : 40, ({ name }) => name],
    ...besideTitles(by).map((title, i): SheetColumn<ReportRow> => [title, 24, ({ beside }) => beside[i] ?? null]),
    ['报名（人次）', 14, ({ enrolled }) => enrolled],
    ['学习中', 12, ({ learning }) => learning],
    ['合格', 12, ({ passed }) => passed],
    ['获得学时', 14, ({ hours }) => hours],
    ['收款（元）', 16, ({ receivedFen }) => receivedFen / 100],
    ['退款（元）', 16, ({ refundedFen }) => refundedFen / 100],
    ['净额（元）', 16, ({ receivedFen, refundedFen }) => (receivedFen - refundedFen) / 100],
  ]
  return writeWorkbook([tableSheet(`按${dimensions[by]}`, columns, [...rows, total])])
}

/** The books of a span of days as .xlsx: the lines, and every movement with its order. */
export async function booksWorkbook(
  ctx: Ctx<Staff>,
  span: { from: Date; until: Date },
  providerNames: Record<string, string>,
): Promise<Buffer> {
  const [lines, movements] = await Promise.all([listBookLines(ctx, span), listMovements(ctx, span)])
  await record(ctx, 'export.books', undefined, { from: span.from, until: span.until, rows: movements.length })
  const named = ({ provider }: { provider: string }) => providerNames[provider] ?? provider
  const lineColumns: SheetColumn<BookLine>[] = [
    ['日期', 14, ({ day }) => day],
    ['收款渠道', 20, named],
    ['收款笔数', 12, ({ payments }) => payments],
    ['收款（元）', 16, ({ paidFen }) => paidFen / 100],
    ['退款笔数', 12, ({ refunds }) => refunds],
    ['退款（元）', 16, ({ refundedFen }) => refundedFen / 100],
    ['净额（元）', 16, ({ paidFen, refundedFen }) => (paidFen - refundedFen) / 100],
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
