import { type ProblemKind, problem } from './problems'
import type { CheckedRow } from './rules'

const amongRows: ProblemKind[] = ['duplicate', 'name_differs_in_file']
const withPlatform: ProblemKind[] = ['name_differs', 'already_in_class', 'already_in_year']

/**
 * Who stands in the list twice: the later row is the duplicate. The same number with another name is a problem of both rows, for nobody
 * can tell which is right. Takes the place of what an earlier call found. Pure.
 */
export function compareRows(rows: CheckedRow[]): CheckedRow[] {
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
    if (!other) return without(row, amongRows)
    const kind = other.values.name === row.values.name ? 'duplicate' : 'name_differs_in_file'
    return added(without(row, amongRows), kind, { row: other.row })
  })
}

/** What the platform knows of a number; the caller looks it up. `yearTitle`: the class of the same year, if there is another. */
export type Known = { name: string; inClass: boolean; yearTitle: string | null }

/**
 * Compares with the platform, by number. Under another name nothing is told of who stands there, not even whether that person has
 * enrolled. Takes the place of what an earlier call found. Pure.
 */
export function compareWithPlatform(rows: CheckedRow[], known: ReadonlyMap<string, Known>): CheckedRow[] {
  return rows.map((row) => {
    const person = known.get(comparable(row) ?? '')
    const plain = without(row, withPlatform)
    if (!person) return plain
    if (person.name !== row.values.name) return row.values.name ? added(plain, 'name_differs') : plain
    if (person.inClass) return added(plain, 'already_in_class')
    return person.yearTitle ? added(plain, 'already_in_year', { title: person.yearTitle }) : plain
  })
}

/** The number, where it can be believed. */
const comparable = ({ values, problems }: CheckedRow) =>
  values.idNumber &&
  !problems.some(({ column, kind }) => column === 'idNumber' && !amongRows.includes(kind) && !withPlatform.includes(kind))
    ? values.idNumber
    : null

/** The numbers to look up for compareWithPlatform. */
export const numbersOf = (rows: CheckedRow[]) => [...new Set(rows.flatMap((row) => comparable(row) ?? []))]

const without = (row: CheckedRow, kinds: ProblemKind[]): CheckedRow =>
  row.problems.some(({ kind }) => kinds.includes(kind))
    ? { ...row, problems: row.problems.filter(({ kind }) => !kinds.includes(kind)) }
    : row

/** Names that differ are shown at the name, the rest at the number. */
function added(row: CheckedRow, kind: ProblemKind, facts: Record<string, string | number> = {}): CheckedRow {
  const column = kind === 'name_differs' || kind === 'name_differs_in_file' ? 'name' : 'idNumber'
  return { ...row, problems: [...row.problems, problem(kind, column, row.cells[column]?.text.trim() ?? '', facts)] }
}
