import { record } from '@/lib/audit/record'
import type { Ctx, Staff } from '@/lib/shared/context'
import { type OutCell, writeWorkbook } from '@/lib/shared/spreadsheet/write-workbook'
import { listPendingInvoices } from './desk-invoices'

const header = (names: string[]): OutCell[] => names.map((value) => ({ value, style: 'header' }))
const text = (value: string): OutCell => ({ value, style: 'text' })

/**
 * 待开发票 as the batch forms of 电子税务局 ask for them: one sheet of invoices and one of their lines, joined by 发票流水号, for which the
 * order's number stands. Tax codes and rates are the issuer's own and left open.
 */
export async function pendingWorkbook(ctx: Ctx<Staff>): Promise<Buffer> {
  const pending = await listPendingInvoices(ctx)
  await record(ctx, 'export.invoices', undefined, { rows: pending.length })
  const about = pending.map(({ orderNumber, title, amountFen }) => [
    text(orderNumber),
    text('普通发票'),
    text('是'),
    text(title.buyerKind === 'person' ? '是' : '否'),
    text(title.title),
    text(title.taxNumber ?? ''),
    { value: amountFen / 100 },
    text(`订单号 ${orderNumber}`),
  ])
  const lines = pending.flatMap(({ orderNumber, lines }) =>
    lines.map(({ name, amountFen }) => [text(orderNumber), text(name), { value: 1 }, { value: amountFen / 100 }, text(''), text('')]),
  )
  return writeWorkbook([
    {
      name: '1-发票基本信息',
      columns: [22, 12, 10, 16, 36, 24, 14, 30].map((width) => ({ width })),
      frozenRows: 1,
      rows: [
        header(['发票流水号', '发票类型', '是否含税', '受票方自然人标识', '购买方名称', '购买方纳税人识别号', '价税合计', '备注']),
        ...about,
      ],
    },
    {
      name: '2-发票明细信息',
      columns: [22, 50, 8, 14, 22, 10].map((width) => ({ width })),
      frozenRows: 1,
      rows: [header(['发票流水号', '项目名称', '数量', '金额', '商品和服务税收编码', '税率']), ...lines],
    },
  ])
}
