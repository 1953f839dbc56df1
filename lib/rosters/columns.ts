import { normalizeIdNumber } from '@/lib/identity/rules'
import { Refused } from '@/lib/shared/refused'
import { limits } from './limits'
import type { Row } from './table'

/** What a roster knows of a person: our word first, then what offices write above the column, the most certain first. */
export const columns = {
  name: ['姓名', '名字', '学员姓名', '员工姓名', '职工姓名', '人员姓名'],
  documentKind: ['证件类型', '证件种类', '证件类别'],
  idNumber: [
    '身份证号',
    '身份证号码',
    '公民身份号码',
    '公民身份证号码',
    '居民身份证号',
    '居民身份证号码',
    '身份证件号码',
    '身份证',
    '证件号码',
    '证件号',
  ],
  phone: ['手机号', '手机号码', '手机', '移动电话', '联系手机', '联系电话', '联系方式', '电话', '电话号码'],
  sex: ['性别'],
  bornOn: ['出生日期', '出生年月', '出生年月日', '生日'],
  employer: ['工作单位', '单位', '单位名称', '所在单位', '单位全称', '工作单位名称'],
  technicalGrade: ['职称', '技术等级', '专业技术职务', '职称/技术等级', '职称或技术等级', '专业技术职称', '专业技术资格', '现职称'],
  remark: ['备注'],
} as const satisfies Record<string, string[]>

export type Column = keyof typeof columns
export const columnList = Object.keys(columns) as Column[]
export const titleOf = (column: Column): string => columns[column][0]

/** The column that a file given back has beside its own. */
export const problemTitle = '问题说明'

/** Where the header stands (row from 0 on), which column means what, and which mean nothing to us. */
export type Header = { row: number; at: Partial<Record<Column, number>>; unused: string[] }

/**
 * The header among the first rows, below titles and notes: the row with the most words that we know, at least two of them.
 * @returns null where there is none
 * @throws Refused(roster_header_missing, roster_header_twice)
 */
export function findHeader(rows: Row[], required: Column[]): Header | null {
  let best: Header | null = null
  for (const [row, cells] of rows.slice(0, limits.headerRows).entries()) {
    const header = readHeader(cells, row)
    if (size(header) >= 2 && size(header) > size(best)) best = header
  }
  if (!best) return null
  const missing = required.filter((column) => best.at[column] === undefined)
  if (missing.length) throw new Refused('roster_header_missing', { row: best.row + 1, titles: missing.map(titleOf).join('、') })
  refuseTwins(rows[best.row]!, best)
  return best
}

const size = (header: Header | null) => (header ? Object.keys(header.at).length : 0)

function readHeader(cells: Row, row: number): Header {
  const words = Array.from(cells, (cell) => plainWord(cell?.text ?? ''))
  const at: Header['at'] = {}
  for (const column of columnList) {
    const found = columns[column].map((word) => words.indexOf(word)).find((index) => index >= 0)
    if (found !== undefined) at[column] = found
  }
  const used = new Set(Object.values(at))
  const unused = words.flatMap((word, i) => (word && word !== problemTitle && !used.has(i) ? [cells[i]!.text.trim()] : []))
  return { row, at, unused }
}

/** “身份证号 * （18位）” → 身份证号 */
const plainWord = (title: string) =>
  normalizeIdNumber(title)
    .replace(/[（(【[].*?[）)】\]]/g, '')
    .replace(/[*＊★:：]/g, '')
    .replace(/／/g, '/')

/** Two columns of the same word: nobody can tell which of them is meant. */
function refuseTwins(cells: Row, { row, at }: Header): void {
  const words = Array.from(cells, (cell) => plainWord(cell?.text ?? ''))
  for (const index of Object.values(at)) {
    const word = words[index]!
    if (words.lastIndexOf(word) !== words.indexOf(word)) throw new Refused('roster_header_twice', { row: row + 1, title: word })
  }
}
