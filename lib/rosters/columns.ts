import { normalizeIdNumber } from '@/lib/identity/rules'
import { Refused } from '@/lib/shared/refused'
import type { Range } from '@/lib/shared/spreadsheet/write-workbook'
import { limits } from './limits'
import type { Row, Table } from './table'

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

/**
 * Where the header stands (rows from 0 on; `first` of two, `row` the last), which column means what, and which mean nothing to us.
 */
export type Header = { first: number; row: number; at: Partial<Record<Column, number>>; unused: string[] }

/** What may be read above a column, the likeliest first. */
type Words = string[][]

/**
 * The header among the first rows, below titles and notes: the row, or the two rows one above the other, with the most words that we know,
 * at least two of them.
 * @returns null where there is none
 * @throws Refused(roster_header_missing, roster_header_twice)
 */
export function findHeader({ rows, merges }: Pick<Table, 'rows' | 'merges'>, required: Column[]): Header | null {
  const first = rows.slice(0, limits.headerRows)
  const single = first.map((cells, row) => readHeader(wordsOf(cells), row, row))
  const double = first.slice(1).map((cells, i) => readHeader(joined(spread(first[i]!, i, merges), cells), i, i + 1))
  let best: ReturnType<typeof readHeader> | null = null
  for (const header of [...single, ...double]) if (size(header) >= 2 && size(header) > size(best)) best = header
  if (!best) return null
  const missing = required.filter((column) => best.at[column] === undefined)
  if (missing.length) throw new Refused('roster_header_missing', { row: best.row + 1, titles: missing.map(titleOf).join('、') })
  refuseTwins(best)
  const { words: _, ...header } = best
  return header
}

const size = (header: Pick<Header, 'at'> | null) => (header ? Object.keys(header.at).length : 0)

const wordsOf = (cells: Row): Words => Array.from(cells, (cell) => [plainWord(cell?.text ?? '')])

/** Two rows: 证件 above 号码 is 证件号码; what is merged downwards has nothing below it. */
const joined = (upper: string[], lower: Row): Words =>
  Array.from({ length: Math.max(upper.length, lower.length) }, (_, c) => {
    const [above, below] = [upper[c] ?? '', plainWord(lower[c]?.text ?? '')]
    return below ? [above + below, below] : [above]
  })

/** The words of a row, those of merged cells over each of their columns. */
function spread(cells: Row, row: number, merges: Range[]): string[] {
  const words = wordsOf(cells).map(([word]) => word!)
  for (const { top, left, right } of merges) if (top === row) for (let c = left + 1; c <= right; c++) words[c] ||= words[left] ?? ''
  return Array.from(words, (word) => word ?? '')
}

function readHeader(words: Words, first: number, row: number): Header & { words: Words } {
  const at: Header['at'] = {}
  for (const column of columnList) {
    const found = columns[column].map((word) => words.findIndex((own) => own.includes(word))).find((index) => index >= 0)
    if (found !== undefined) at[column] = found
  }
  const used = new Set(Object.values(at))
  const unused = words.flatMap(([word], i) => (word && word !== problemTitle && !used.has(i) ? [word] : []))
  return { first, row, at, unused, words }
}

/** “身份证号 * （18位）” → 身份证号 */
export const plainWord = (title: string) =>
  normalizeIdNumber(title)
    .replace(/[（(【[].*?[）)】\]]/g, '')
    .replace(/[*＊★:：]/g, '')
    .replace(/／/g, '/')

/** Two columns of the same word: nobody can tell which of them is meant. */
function refuseTwins({ row, at, words }: Header & { words: Words }): void {
  for (const index of Object.values(at)) {
    const word = words[index]![0]!
    if (words.filter(([first]) => first === word).length > 1) throw new Refused('roster_header_twice', { row: row + 1, title: word })
  }
}
