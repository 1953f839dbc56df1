import type { RosterChanges } from '@/db/schema/rosters'
import { groupBy } from '@/lib/shared/group'
import type { CheckedRow } from './rules'

type Compared = Pick<CheckedRow, 'row' | 'values' | 'problems'>

/** Ways to know somebody again, the most certain first: a number that was mended leaves the name and the phone, or the place. */
const marks: ((row: Compared) => string)[] = [
  ({ values }) => values.idNumber,
  ({ values }) => values.name && values.phone && `${values.name} ${values.phone}`,
  ({ row, values }) => values.name && `${row} ${values.name}`,
  ({ row, values }) => values.phone && `${row} ${values.phone}`,
]

/**
 * What an upload changed of the draft before it. Whoever had problems and has none any more is mended; anybody else of whom something
 * that counts differs is changed. Pure.
 */
export function changesBetween(before: Compared[], after: Compared[]): RosterChanges {
  const [left, unmatched] = [new Set(before), new Set(after)]
  const changes: RosterChanges = { added: 0, removed: 0, changed: 0, mended: 0 }
  for (const mark of marks) {
    const known = groupBy(left, mark)
    for (const row of unmatched) {
      const own = mark(row)
      const old = own && known.get(own)?.shift()
      if (!old) continue
      left.delete(old)
      unmatched.delete(row)
      if (old.problems.length && !row.problems.length) changes.mended++
      else if (differ(old, row)) changes.changed++
    }
  }
  return { ...changes, added: unmatched.size, removed: left.size }
}

const differ = (a: Compared, b: Compared) => Object.entries(a.values).some(([column, value]) => b.values[column as never] !== value)
