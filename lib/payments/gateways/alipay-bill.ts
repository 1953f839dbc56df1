import { fromBufferPromise } from 'yauzl'
import { BillUnreadable, columnsOf, fenOf, momentOf, mostBillBytes } from './bill-text'
import type { BillLine } from './gateway'

/*
 * 支付宝's 业务明细 of a day: a zip file with two tables in GB 18030, of which the one without 汇总 in its name has a line for each trade and each refund. Lines
 * that begin with # frame it; the last ones count what stands between. Fields end in a tabulator, so that spreadsheets take them as text.
 */

const names = ['支付宝交易号', '商户订单号', '业务类型', '完成时间', '订单金额（元）', '退款批次号/请求号', '服务费（元）'] as const
const subject = '商品名称'

/** @throws BillUnreadable */
export async function readAlipayBill(zip: Buffer): Promise<BillLine[]> {
  const lines = (await detailsIn(zip)).split(/\r?\n/).filter((line) => line.trim())
  const first = lines.findIndex((line) => line.startsWith('支付宝交易号'))
  const last = lines.findIndex((line) => line.startsWith('#') && line.includes('业务明细列表结束'))
  if (first < 0 || last < first) throw new BillUnreadable('no table in it, or cut off')
  const heads = lines[first]!.split(',').map((head) => head.trim())
  const read = columnsOf(heads, names)
  const bill = lines.slice(first + 1, last).map((line) => toLine(read(cellsOf(line, heads))))
  for (const [kind, word] of [
    ['payment', '交易'],
    ['refund', '退款'],
  ] as const) {
    const said = new RegExp(`#${word}合计：(\\d+)笔`).exec(lines.slice(last).join('\n'))?.[1]
    if (Number(said) !== bill.filter((line) => line.kind === kind).length) throw new BillUnreadable(`${word}: ${said} are said`)
  }
  return bill
}

/** A comma in the name of what was sold is no end of a field. */
function cellsOf(line: string, heads: string[]): string[] {
  const cells = line.split(',').map((cell) => cell.trim())
  const [place, more] = [heads.indexOf(subject), cells.length - heads.length]
  return more > 0 && place >= 0
    ? [...cells.slice(0, place), cells.slice(place, place + more + 1).join(), ...cells.slice(place + more + 1)]
    : cells
}

function toLine(cells: Record<(typeof names)[number], string>): BillLine {
  const kind = cells.业务类型 === '退款' ? 'refund' : 'payment'
  return {
    kind,
    tradeNumber: cells.支付宝交易号,
    number: kind === 'refund' ? cells['退款批次号/请求号'] : cells.商户订单号,
    amountFen: Math.abs(fenOf(cells['订单金额（元）'])),
    feeFen: -fenOf(cells['服务费（元）']), // below zero: taken
    at: momentOf(cells.完成时间),
  }
}

async function detailsIn(zip: Buffer): Promise<string> {
  const archive = await fromBufferPromise(zip, { decodeStrings: false }).catch((error) => {
    throw new BillUnreadable('no zip file', { cause: error })
  })
  for await (const entry of archive.eachEntry()) {
    const name = new TextDecoder('gb18030').decode(entry.fileName as unknown as Buffer)
    if (!/\.csv$/i.test(name) || name.includes('汇总')) continue
    if (entry.uncompressedSize > mostBillBytes) throw new BillUnreadable('too large')
    const parts: Buffer[] = []
    for await (const part of await archive.openReadStreamPromise(entry)) parts.push(part)
    return new TextDecoder('gb18030').decode(Buffer.concat(parts))
  }
  throw new BillUnreadable('no table in it')
}
