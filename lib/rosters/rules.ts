import { checksumHolds } from '@/lib/identity/check-document'
import { cardKindOf, type DocumentKind, documentNames, isCardNumber, refusalToDocument } from '@/lib/identity/documents'
import { faultOfName, normalizeIdNumber, normalizeName } from '@/lib/identity/rules'
import { uncovered } from '@/lib/shared/glyphs'
import type { RefusalCode } from '@/lib/shared/messages'
import { type Column, columnList } from './columns'
import { type Problem, type ProblemKind, problem } from './problems'
import { digitRepairs, nameRepairs, type Repair } from './repairs'
import type { Cell } from './table'

/** The cells of a row that mean something, as they stand in the file; `row` is counted from 1 as the program shows it. */
export type RawRow = { row: number; cells: Partial<Record<Column, Cell>> }

/** After the repairs. Sex and birth are those of the card, where there is one. */
export type Values = Record<Exclude<Column, 'documentKind'>, string> & { documentKind: DocumentKind }

/** `phoneDiffers`: the platform has another phone on file, which stays. */
export type CheckedRow = RawRow & { values: Values; repairs: Repair[]; problems: Problem[]; phoneDiffers?: true }

export type RowRules = {
  now: Date
  /** Cells that may not be blank. */
  required: Column[]
  /** 职称 or 技术等级 that may be chosen; none: anything. */
  grades: string[]
  /** Stands where no 工作单位 is given. */
  employer: string
}

const mostCharacters = { name: 50, employer: 200, technicalGrade: 30, remark: 200 } as const

/** Checks one row by itself, and mends what can be mended without guessing. Pure. */
export function checkRow({ row, cells }: RawRow, rules: RowRules): CheckedRow {
  const problems: Problem[] = []
  const repairs: Repair[] = []
  const find = (kind: ProblemKind, column: Column, facts?: Record<string, string | number>) =>
    void problems.push(problem(kind, column, cells[column]?.text.trim() ?? '', facts))
  for (const column of columnList) {
    const cell = cells[column]
    if (isError(cell)) find('cell_error', column)
    else if (cell?.kind === 'merged') repairs.push({ column, from: '', to: cell.text.trim(), what: ['合并的单元格按第一格补全'] })
    else if (rules.required.includes(column) && !textOf(cell)) find('missing', column)
  }
  const text = (column: Column) => (isError(cells[column]) ? '' : textOf(cells[column]))
  const mended = (column: Column, to: string, repairsOf: typeof nameRepairs) => {
    if (to) repairs.push(...repairsOf(column, cells[column]!.text, to))
  }

  const name = normalizeName(text('name'))
  mended('name', name, nameRepairs)
  const fault = faultOfName(name)
  if (fault) find(fault.code, 'name', fault.facts)

  const { documentKind, idNumber } = checkNumber(text('documentKind'), text('idNumber'), cells.idNumber?.kind, rules.now, find)
  mended('idNumber', idNumber, digitRepairs)
  const card = idNumber && isCardNumber(idNumber) && !problems.some(({ column }) => column === 'idNumber') ? cardOf(idNumber) : null

  const sex = text('sex').replace(/^([男女])性?$/, '$1')
  if (sex && !/^[男女]$/.test(sex)) find('sex_unknown', 'sex')
  else if (sex && card && sex !== card.sex) find('sex_differs', 'sex', { sex: card.sex })

  const bornOn = readDay(text('bornOn'), cells.bornOn?.kind)
  if (bornOn === null) find('born_unknown', 'bornOn')
  else if (bornOn && card && !card.bornOn.startsWith(bornOn)) find('born_differs', 'bornOn', { born: card.bornOn })

  const phone = plainPhone(text('phone'))
  if (cells.phone?.kind === 'lost' || digitsLost.test(phone)) find('phone_digits_lost', 'phone')
  else if (phone && !/^1[3-9]\d{9}$/.test(phone)) find('phone_form', 'phone')
  else mended('phone', phone, digitRepairs)

  const technicalGrade = gradeOf(text('technicalGrade'), rules.grades)
  if (technicalGrade === null) find('grade_unknown', 'technicalGrade', { choices: rules.grades.join('、') })

  const values: Values = {
    name,
    documentKind,
    idNumber,
    phone,
    sex: card?.sex ?? sex,
    bornOn: card?.bornOn ?? bornOn ?? '',
    employer: text('employer') || rules.employer,
    technicalGrade: technicalGrade ?? text('technicalGrade'),
    remark: text('remark'),
  }
  const missing = uncovered(text('employer'))
  if (missing.length) find('unprintable', 'employer', { characters: missing.join('') })
  for (const [column, most] of Object.entries(mostCharacters) as [keyof typeof mostCharacters, number][])
    if ([...values[column]].length > most) find('too_long', column, { most })
  return { row, cells, values, repairs, problems }
}

/** 1.30203E+17: how programs show a long number, and what is left of one that was saved or copied so. */
const digitsLost = /^\d([.,]\d+)?E[+＋]?\d+$/

/** Also where only its text is left, as in .csv. */
const isError = (cell: Cell | undefined) =>
  cell?.kind === 'error' || /^(?=[#E])(#(N\/A|VALUE!|REF!|NAME\?|DIV\/0!|NUM!|NULL!)|Err:\d+)$/.test(cell?.text.trim() ?? '')

/** One line, without what nobody sees, and nothing where only a dash stands for nothing. */
function textOf(cell: Cell | undefined): string {
  if (!cell) return ''
  if (/^[\w\u4e00-\u9fff]*$/.test(cell.text)) return cell.text // as nearly all are
  const text = cell.text
    .replace(/(?!\s)[\p{Cf}\p{Cc}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[“‘"'「](.*)[”’"'」]$/, '$1')
    .replace(/^['‘’＇`´](?=[=+\-@\d])/, '') // how digits are kept as text, and how a file given back makes a formula harmless
  return /^[-–—/]+$/.test(text) ? '' : text
}

type Find = (kind: ProblemKind, column: Column, facts?: Record<string, string | number>) => void

const kindOfRefusal: Partial<Record<RefusalCode, ProblemKind>> = {
  id_number_short: 'id_length',
  id_number_long: 'id_length',
  id_number_characters: 'id_characters',
  id_number_region: 'id_region',
  id_number_date: 'id_date',
  id_number_future: 'id_date',
  id_number_checksum: 'id_checksum',
  under_age: 'id_age',
  over_age: 'id_age',
  document_kind_differs: 'document_kind_differs',
  residence_permit_prefix: 'document_kind_differs',
  foreigner_permit_prefix: 'document_kind_differs',
  passport_number_form: 'passport_form',
}

/** Without a column 证件类型 it is the card whose number begins so. */
function checkNumber(named: string, typed: string, kept: Cell['kind'] | undefined, now: Date, find: Find) {
  const idNumber = normalizeIdNumber(typed)
  const said = named ? kindNamed(named) : undefined
  const documentKind: DocumentKind = said ?? cardKindOf(idNumber) ?? 'resident_id'
  if (said === null) find('document_kind_unknown', 'documentKind')
  if (!idNumber) return { documentKind, idNumber }
  const passport = documentKind === 'passport'
  const refusal = refusalToDocument(documentKind, idNumber, checksumHolds(idNumber), now)
  const kind = refusal ? kindOfRefusal[refusal.code] : undefined
  if (refusal && !kind) throw new Error(`no problem for ${refusal.code}`)
  if (kept === 'lost' || digitsLost.test(idNumber) || (kind === 'id_checksum' && idNumber.endsWith('000')))
    find('id_digits_lost', 'idNumber')
  else if (!passport && /^\d{15}$/.test(idNumber)) find('id_old', 'idNumber')
  else if (kind) find(kind, 'idNumber', refusal?.facts)
  return { documentKind, idNumber }
}

function kindNamed(named: string): DocumentKind | null {
  const plain = named.replace(/\s/g, '')
  if (/^(居民|第?二代)?身份证$/.test(plain)) return 'resident_id'
  return (Object.keys(documentNames) as DocumentKind[]).find((kind) => documentNames[kind] === plain) ?? null
}

/** GB 11643: digits 7–14 are the birthday; the 17th is odd for men. */
const cardOf = (number: string) => ({
  sex: Number(number[16]) % 2 ? '男' : '女',
  bornOn: `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`,
})

/** +86 138-0000-6021 → 13800006021 */
const plainPhone = (typed: string) =>
  normalizeIdNumber(typed)
    .replace(/[-–—－]/g, '')
    .replace(/^(\+|＋|00)?86(?=1\d{10}$)/, '')

/** As in the list, whatever brackets and blanks; null when it is none of them. */
function gradeOf(typed: string, grades: string[]): string | null {
  if (!typed || !grades.length) return typed
  const plain = (text: string) => text.replace(/\s/g, '').replaceAll('（', '(').replaceAll('）', ')')
  return grades.find((grade) => plain(grade) === plain(typed)) ?? null
}

/** 1980-01-31, 1980/1/31, 1980.1.31, 1980年1月31日, 19800131, also without the day or the month; a number counts days. Null: none of these. */
function readDay(typed: string, kept: Cell['kind'] | undefined): string | null {
  if (!typed) return ''
  const plain = normalizeIdNumber(typed)
  if (kept === 'number' && Number(plain) > 5000 && Number(plain) < 60_000)
    return new Date(Date.UTC(1899, 11, 30) + Math.floor(Number(plain)) * 86_400_000).toISOString().slice(0, 10)
  const [, year, month, day] = /^((?:19|20)\d\d)(?:[-/.年]?(\d\d?)(?:[-/.月]?(\d\d?))?)?[月日年]?(?:00:00.*)?$/.exec(plain) ?? []
  if (!year) return null
  const date = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)))
  if (date.getUTCMonth() + 1 !== Number(month ?? 1) || date.getUTCDate() !== Number(day ?? 1)) return null
  return [year, month?.padStart(2, '0'), day?.padStart(2, '0')].filter(Boolean).join('-')
}
