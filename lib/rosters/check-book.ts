import { compareRows } from './compare'
import { findPeople, type Place } from './find-people'
import { type CheckedRow, checkRow, type RowRules } from './rules'
import type { Book } from './table'

/** A roster as read and checked by itself; what the platform knows of its people comes later, by compareWithPlatform. */
export type CheckedRoster = { place: Place; remarks: string[]; rows: CheckedRow[] }

/** All that is wrong with all rows, at once. @throws Refused(roster_header_…, roster_empty, roster_file_rows) */
export function checkBook(book: Book, rules: RowRules): CheckedRoster {
  const { place, rows, remarks } = findPeople(book, rules.required)
  return { place, remarks, rows: compareRows(rows.map((row) => checkRow(row, rules))) }
}
