import { BillUnreadable, columnsOf, fenOf, momentOf } from './bill-text'
import type { BillLine } from './gateway'

/*
 * 微信支付's 交易账单 of a day (bill_type ALL): a line for each trade and each refund, every field behind a backquote; then two lines with the sums. Amounts
 * are yuan; of a refund, 申请退款金额 is what left the merchant's account.
 */

const names = ['交易时间', '微信订单号', '商户订单号', '交易状态', '商户退款单号', '手续费', '订单金额', '申请退款金额'] as const
const sums = ['总交易单数', '手续费总金额', '订单总金额', '申请退款总金额'] as const

/** @throws BillUnreadable */
export function readWechatpayBill(text: string): BillLine[] {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim())
  const last = lines.findIndex((line) => line.startsWith(sums[0]))
  if (last < 1 || lines.length !== last + 2) throw new BillUnreadable('no sums in it, or cut off')
  const read = columnsOf(lines[0]!.split(','), names)
  const bill = lines.slice(1, last).map((line) => toLine(read(cellsOf(line))))
  const said = columnsOf(lines[last]!.split(','), sums)(cellsOf(lines[last + 1]!))
  const sum = (of: (line: BillLine) => number) => bill.reduce((total, line) => total + of(line), 0)
  const holds =
    Number(said.总交易单数) === bill.length &&
    fenOf(said.订单总金额) === sum((line) => (line.kind === 'payment' ? line.amountFen : 0)) &&
    fenOf(said.申请退款总金额) === sum((line) => (line.kind === 'refund' ? line.amountFen : 0))
  if (!holds) throw new BillUnreadable('its sums are not those of its lines')
  return bill
}

/** `2026-03-09 09:05:00,`4200…,`… */
function cellsOf(line: string): string[] {
  if (!line.startsWith('`')) throw new BillUnreadable('a line without backquotes')
  return line
    .slice(1)
    .split(',`')
    .map((cell) => cell.trim())
}

function toLine(cells: Record<(typeof names)[number], string>): BillLine {
  const kind = cells.交易状态 === 'SUCCESS' ? 'payment' : 'refund'
  return {
    kind,
    tradeNumber: cells.微信订单号,
    number: kind === 'payment' ? cells.商户订单号 : cells.商户退款单号,
    amountFen: fenOf(kind === 'payment' ? cells.订单金额 : cells.申请退款金额),
    feeFen: fenOf(cells.手续费),
    at: momentOf(cells.交易时间),
  }
}
