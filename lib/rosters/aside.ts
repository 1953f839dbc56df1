import { normalizeIdNumber } from '@/lib/identity/rules'
import { columns, plainWord } from './columns'
import type { RawRow } from './rules'
import type { Row, Table } from './table'

/** What stands between or below the people and is none of them. */
export type Aside = 'example' | 'heading' | 'title' | 'footer'

const example = /^[（(【[]?(示例|样例|例[:：])/
/** How the lines begin that forms have below the last person; and what is in no name, wherever in a cell it stands. */
const footer =
  /^[（(【[*※]*(合计|总计|共计|小计|累计|总人数|填[表报写]|制表|编制|审[核批]|复核|核对|经[办手]|承办|批准|审定|校对|统计|登记人|录入人|主管|联系(人|电话)[:：]?|签[字名章]|盖章|单位[（(:：]|日期|时间[:：]|[填制报上][报表送].{0,2}(日期|时间|单位|人)|说明|注意|备注[:：]|注[:：\d]|附[:：注]|以[上下]|此处空白|[本此][页表]|第\d+页|[共计]\d+[人名页行条]|\d+[人名]$|[^:：]{1,12}[:：])|签字|签名|盖章|签章|负责人|^\d{4}[年./-]\d{1,2}[月./-]\d{1,2}日?$/
/** A label alone, beside which somebody stands who is not enrolled. */
const label = /^(填表|制表|经办|联系|审核|复核|负责)人[:：]?$|^(制表|审核|复核|填表)[:：]?$/
/** Part of a unit, on a line of its own above its people. */
const unit = /(部|科|处|室|组|队|公司|中心|车间|厂)([（(].*[）)])?[:：]?$/

const plain = (text: string | undefined) => (text ?? '').replace(/\s/g, '')

/** What a row is that is nobody; null: somebody. A row with an ID number is somebody, whatever else stands in it. `index` counts from 0. */
export function asideOf({ cells }: RawRow, table: Table, index: number): Aside | null {
  const name = plain(cells.name?.text)
  if (example.test(name)) return 'example'
  if (isHeading(cells)) return 'heading'
  if (hasNumber(cells)) return null
  const texts = table.rows[index]!.flatMap((cell) => (cell && cell.kind !== 'merged' && cell.text.trim() ? [plain(cell.text)] : []))
  if (isFooter(cells, name, texts)) return 'footer'
  if (texts.length === 1 && !cells.phone && (unit.test(texts[0]!) || isMergedAcross(table, index))) return 'title'
  return null
}

const isHeading = (cells: RawRow['cells']): boolean => {
  const own = (['name', 'idNumber', 'phone'] as const).filter((column) =>
    (columns[column] as readonly string[]).includes(plainWord(cells[column]?.text ?? '')),
  )
  return own.length >= 2 || (own.includes('name') && !cells.idNumber && !cells.phone)
}

/** Whether something stands there that was meant as a number, right or wrong. */
const hasNumber = ({ idNumber }: RawRow['cells']): boolean => {
  const text = normalizeIdNumber(idNumber?.text ?? '')
  return idNumber?.kind === 'lost' || /^[\dX*]{12,}$/.test(text) || /^[A-Z]{1,3}\d{5,}$/.test(text) || /^\d(\.\d+)?E\+?\d+$/.test(text)
}

function isFooter(cells: RawRow['cells'], name: string, texts: string[]): boolean {
  const first = texts[0] ?? ''
  if (label.test(first) || footer.test(name) || footer.test(plain(cells.idNumber?.text))) return true
  const reachable = /^1[3-9]\d{9}$/.test(normalizeIdNumber(cells.phone?.text ?? ''))
  if (!name) return footer.test(first) || (!reachable && texts.some((text) => footer.test(text)))
  return !reachable && footer.test(first)
}

const isMergedAcross = ({ merges }: Table, index: number) =>
  merges.some(({ top, bottom, left, right }) => top === index && bottom === index && right > left)

const words: Record<Aside, string> = {
  example: '是示例',
  heading: '是重复的表头',
  title: '是小标题',
  footer: '是表尾（合计、签字一类）',
}

/** What is said of the rows that were set aside, a sentence for each kind; rows from 1 on. */
export function sayAside(found: { row: number; aside: Aside; text: string }[], sheet = ''): string[] {
  return (Object.keys(words) as Aside[]).flatMap((kind) => {
    const own = found.filter(({ aside }) => aside === kind)
    if (!own.length) return []
    const named = own.slice(0, 5).map(({ row, text }) => `第 ${row} 行${kind === 'footer' || kind === 'title' ? `“${text}”` : ''}`)
    return [`${sheet}${named.join('、')}${own.length > 5 ? ` 等 ${own.length} 行` : ''}${words[kind]}，没有计入。`]
  })
}

/** The first text of a row, as far as there is room. */
export const firstText = (row: Row): string => {
  const text = row.find((cell) => cell?.text.trim())?.text.trim() ?? ''
  return text.length > 20 ? `${text.slice(0, 20)}…` : text
}
