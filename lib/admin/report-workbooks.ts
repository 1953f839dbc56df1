import { record } from '@/lib/audit/record'
import type { Ctx, Staff } from '@/lib/shared/context'
import { type SheetColumn, tableSheet } from '@/lib/shared/spreadsheet/table-sheet'
import { writeWorkbook } from '@/lib/shared/spreadsheet/write-workbook'
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
