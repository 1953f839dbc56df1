import type { Column } from './columns'
import { type ProblemKind, problem } from './problems'
import { rowName } from './row-number'
import type { CheckedRow } from './rules'

const amongRows: ProblemKind[] = ['duplicate', 'name_differs_in_file', 'phone_twice']
const withPlatform: ProblemKind[] = ['name_differs', 'already_in_class', 'already_in_year']

/**
 * Who stands in the list twice: the later row is the duplicate. The same number with another name is a problem of both rows, for nobody
 * can tell which is right. A phone belongs to whoever has it first, for it activates the account. Takes the place of what an earlier
 * call found. Pure.
 */
export function compareRows<R extends CheckedRow>(rows: R[]): R[] {
  const owners = phoneOwners(rows)
  const firsts = new Map<string, CheckedRow>()
  const doubted = new Map<CheckedRow, CheckedRow>()
  for (const row of rows) {
    const number = comparable(row)
    const first = number && firsts.get(number)
    if (!number) continue
    if (!first) firsts.set(number, row)
    else if (first.values.name !== row.values.name && !doubted.has(first)) doubted.set(first, row)
  }
  return rows.map((row) => {
    const first = firsts.get(comparable(row) ?? '')
    const other = first === row ? doubted.get(row) : first
    const owner = owners.get(row.values.phone)
    let compared = without(row, amongRows)
    if (other)
      compared = added(compared, other.values.name === row.values.name ? 'duplicate' : 'name_differs_in_file', { row: rowName(other.row) })
    if (owner && owner.row !== row.row && owner.values.idNumber !== row.values.idNumber && phoneHolds(row))
      compared = added(compared, 'phone_twice', { row: rowName(owner.row) })
    return compared
  })
}

const phoneHolds = ({ values, problems }: CheckedRow) =>
  values.phone !== '' && !problems.some(({ column, kind }) => column === 'phone' && kind !== 'phone_twice')

function phoneOwners(rows: CheckedRow[]): Map<string, CheckedRow> {
  const owners = new Map<string, CheckedRow>()
  for (const row of rows) if (phoneHolds(row) && !owners.has(row.values.phone)) owners.set(row.values.phone, row)
  return owners
}

/**
 * What the platform knows of a number; the caller looks it up. `yearTitle`: another class of the year's programme, if there is one.
 * `own`: the enterprise has enrolled that person before. `phone`: on file.
 */
export type Known = { name: string; inClass: boolean; yearTitle: string | null; own?: boolean; phone?: string | null }

/**
 * Compares with the platform, by number. Under another name nothing is told of who stands there, not even whether that person has
 * enrolled. Takes the place of what an earlier call found. Pure.
 */
export function compareWithPlatform<R extends CheckedRow>(rows: R[], known: ReadonlyMap<string, Known>): R[] {
  return rows.map((row) => {
    const person = known.get(comparable(row) ?? '')
    const plain = withPhoneNote(without(row, withPlatform), person)
    if (!person) return plain
    if (person.name !== row.values.name) return row.values.name ? added(plain, 'name_differs') : plain
    if (person.inClass) return added(plain, 'already_in_class')
    return person.yearTitle ? added(plain, 'already_in_year', { title: person.yearTitle }) : plain
  })
}

function withPhoneNote<R extends CheckedRow>(row: R, person: Known | undefined): R {
  const differs = Boolean(person?.phone && person.name === row.values.name && row.values.phone && person.phone !== row.values.phone)
  if (differs === (row.phoneDiffers ?? false)) return row
  return { ...row, phoneDiffers: differs ? true : undefined }
}

/** The number, where it can be believed. */
const comparable = ({ values, problems }: CheckedRow) =>
  values.idNumber &&
  !problems.some(({ column, kind }) => column === 'idNumber' && !amongRows.includes(kind) && !withPlatform.includes(kind))
    ? values.idNumber
    : null

/** What compareRows compares a row by. */
export const marksOf = (row: CheckedRow): string[] => {
  const number = comparable(row)
  return [...(number ? [`number ${number}`] : []), ...(phoneHolds(row) ? [`phone ${row.values.phone}`] : [])]
}

/** The numbers to look up for compareWithPlatform. */
export const numbersOf = (rows: CheckedRow[]) => [...new Set(rows.flatMap((row) => comparable(row) ?? []))]

/** What is asked of the platform: each number that can be believed, with the name and the phone beside it, for both are answered to. */
export const pairsOf = (rows: CheckedRow[]): { number: string; pair: string }[] =>
  rows.flatMap((row) => {
    const number = comparable(row)
    return number ? [{ number, pair: `${number} ${row.values.name} ${row.values.phone}` }] : []
  })

const without = <R extends CheckedRow>(row: R, kinds: ProblemKind[]): R =>
  row.problems.some(({ kind }) => kinds.includes(kind))
    ? { ...row, problems: row.problems.filter(({ kind }) => !kinds.includes(kind)) }
    : row

const columnOf: Partial<Record<ProblemKind, Column>> = { name_differs: 'name', name_differs_in_file: 'name', phone_twice: 'phone' }

function added<R extends CheckedRow>(row: R, kind: ProblemKind, facts: Record<string, string | number> = {}): R {
  const column = columnOf[kind] ?? 'idNumber'
  return { ...row, problems: [...row.problems, problem(kind, column, row.cells[column]?.text.trim() ?? '', facts)] }
}
