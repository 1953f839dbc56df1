import { Refused } from '@/lib/shared/refused'

/** What came in by one line of a bank's statement. `row`: as the program shows it. */
export type StatementLine = {
  row: number
  /** yyyy-mm-dd, Asia/Shanghai. */
  paidOn: string
  amountFen: number
  payer: string
  remark: string
  /** The bank's own number of it. */
  reference: string
}
export type TableRow = { row: number; cells: string[] }

/** Lines of a statement that is taken at once. */
export const mostStatementLines = 2000

/**
 * What banks head their columns with, by what it is: of 工商银行, 建设银行, 农业银行, 中国银行 and others. `flag` says the way where one column has the
 * amounts of both. Compared without spaces, brackets and what stands in them.
 */
const heads = {
  date: ['交易日期', '交易时间', '记账日期', '入账日期', '入账时间', '日期', '交易日', '起息日期'],
  credit: ['贷方发生额', '贷方金额', '收入金额', '收入', '转入金额', '贷方', '存入金额', '贷方发生额/元', '收入/元'],
  debit: ['借方发生额', '借方金额', '支出金额', '支出', '转出金额', '借方', '支取金额', '借方发生额/元', '支出/元'],
  amount: ['交易金额', '金额', '发生额', '交易发生额'],
  flag: ['借贷标志', '借贷方向', '借/贷', '收支方向', '收付标志', '收/支', '来往账标志', '交易方向', '借贷'],
  payer: [
    '对方户名',
    '对方单位名称',
    '对方单位',
    '对方名称',
    '对方账户名称',
    '付款人名称',
    '付款方户名',
    '付款人',
    '对方账号名称',
    '对方户名/账户名',
  ],
  reference: [
    '交易流水号',
    '流水号',
    '账户明细编号-交易流水号',
    '核心流水号',
    '交易序号',
    '流水编号',
    '银行流水号',
    '凭证号',
    '凭证编号',
    '日志号',
  ],
  remark: ['附言', '交易附言', '用途', '摘要', '备注', '交易摘要', '交易用途', '客户附言', '个性化信息', '来账附言', '摘要/备注'],
} as const
type Head = keyof typeof heads
const several: Head[] = ['remark']

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/\(.*?\)|\[.*?\]|【.*?】|\s|[*:]/g, '')
    .replace(/\/?元$/, '')

type Columns = Map<Head, number[]>

/** A statement may begin with the account, its name and the days: its columns stand within these rows. */
const headRows = 30

function columnsIn(cells: string[]): Columns | null {
  const found: Columns = new Map()
  for (const [head, words] of Object.entries(heads) as [Head, readonly string[]][]) {
    // The first word that stands there: 交易流水号 rather than 凭证号 beside it.
    const places = words.flatMap((word) => cells.flatMap((cell, i) => (plain(cell) === plain(word) ? [i] : [])))
    if (places.length) found.set(head, several.includes(head) ? places : places.slice(0, 1))
  }
  const has = (head: Head) => found.has(head)
  return has('date') && has('reference') && (has('credit') || has('amount')) ? found : null
}

/**
 * What came in, of a bank's statement as a table; what went out, sums and remarks are left. `unread`: rows with an amount that came in, in which
 * something is missing.
 * @throws Refused('statement_heads' | 'statement_empty' | 'statement_long')
 */
export function readStatement(rows: TableRow[]): { lines: StatementLine[]; unread: number[] } {
  const at = rows.slice(0, headRows).findIndex(({ cells }) => columnsIn(cells))
  if (at < 0) throw new Refused('statement_heads')
  const columns = columnsIn(rows[at]!.cells)!
  const lines: StatementLine[] = []
  const unread: number[] = []
  for (const { row, cells } of rows.slice(at + 1)) {
    const of = (head: Head) => (columns.get(head) ?? []).map((place) => (cells[place] ?? '').trim()).filter(Boolean)
    const amountFen = cameIn(of)
    const [paidOn, [reference = '']] = [dayOf(of('date')[0] ?? ''), of('reference')]
    if (!amountFen || (!paidOn && !reference)) continue // money that went out, a sum, an empty row
    if (!paidOn || !referenceForm.test(reference)) unread.push(row)
    else lines.push({ row, paidOn, amountFen, payer: of('payer')[0] ?? '', remark: of('remark').join(' '), reference })
  }
  if (!lines.length && !unread.length) throw new Refused('statement_empty')
  if (lines.length > mostStatementLines) throw new Refused('statement_long', { most: mostStatementLines })
  return { lines, unread }
}

const referenceForm = /^[0-9A-Za-z-]{4,40}$/

function cameIn(of: (head: Head) => string[]): number {
  const credit = fenOf(of('credit')[0] ?? '')
  if (credit) return credit
  if (of('credit').length || fenOf(of('debit')[0] ?? '')) return 0
  const amount = fenOf(of('amount')[0] ?? '')
  const [flag] = of('flag')
  return flag === undefined || /^(贷|收|入|来|c)/i.test(flag.normalize('NFKC')) || /收入|转入|来账/.test(flag) ? Math.max(0, amount) : 0
}

/** 1,234.50, ¥1234.5, +20; 0 for what is no amount. */
function fenOf(text: string): number {
  const typed = text.normalize('NFKC').replace(/[¥￥,\s元+]/g, '')
  return /^-?\d{1,9}(\.\d{1,2})?$/.test(typed) ? Math.round(Number(typed) * 100) : 0
}

/** 20261130, 2026-11-30 10:22:11, 2026/1/5, 2026年1月5日; null for what is no day. */
function dayOf(text: string): string | null {
  const [, year, month, day] =
    /^(20\d\d)(\d\d)(\d\d)(?:\D|\d{6}|$)/.exec(text) ?? /^(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})/.exec(text.normalize('NFKC')) ?? []
  if (!year) return null
  const written = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`
  const at = new Date(`${written}T00:00:00Z`)
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== written ? null : written
}

/** The numbers of orders in a remark: 18 digits that begin with a day, however they are spaced. */
export function orderNumbersIn(remark: string): string[] {
  const packed = remark.normalize('NFKC').replace(/(?<=\d)[\s-]+(?=\d)/g, '')
  return [...new Set([...packed.matchAll(/(?<!\d)20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{10}(?!\d)/g)].map(([number]) => number))]
}
