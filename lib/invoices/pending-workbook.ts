import type { Ctx, Staff } from '@/lib/shared/context'
import { tableSheet } from '@/lib/shared/spreadsheet/table-sheet'
import { writeWorkbook } from '@/lib/shared/spreadsheet/write-workbook'
import { listPendingInvoices } from './desk-invoices'

/**
 * 待开发票 as the batch forms of 电子税务局 ask for them: one sheet of invoices and one of their lines, joined by 发票流水号, for which the
 * order's number stands. Tax codes and rates are the issuer's own and left open.
 */
export async function pendingWorkbook(ctx: Ctx<Staff>): Promise<Buffer> {
  const pending = await listPendingInvoices(ctx)
  const lines = pending.flatMap(({ orderNumber, lines: own }) => own.map((line) => ({ orderNumber, ...line })))
  return writeWorkbook([
    tableSheet(
      '1-发票基本信息',
      [
        ['发票流水号', 22, ({ orderNumber }) => orderNumber],
        ['发票类型', 12, () => '普通发票'],
        ['是否含税', 10, () => '是'],
        ['受票方自然人标识', 16, ({ title }) => (title.buyerKind === 'person' ? '是' : '否')],
        ['购买方名称', 36, ({ title }) => title.title],
        ['购买方纳税人识别号', 24, ({ title }) => title.taxNumber ?? ''],
        ['价税合计', 14, ({ amountFen }) => amountFen / 100],
        ['备注', 30, ({ orderNumber }) => `订单号 ${orderNumber}`],
      ],
      pending,
    ),
    tableSheet(
      '2-发票明细信息',
      [
        ['发票流水号', 22, ({ orderNumber }) => orderNumber],
        ['项目名称', 50, ({ name }) => name],
        ['数量', 8, () => 1],
        ['金额', 14, ({ amountFen }) => amountFen / 100],
        ['商品和服务税收编码', 22, () => ''],
        ['税率', 10, () => ''],
      ],
      lines,
    ),
  ])
}
