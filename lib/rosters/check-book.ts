import { compareRows } from './compare'
import { type Choice, type Found, findPeople } from './find-people'
import { type CheckedRow, checkRow, type RowRules } from './rules'
import type { Book } from './table'

/** A roster as read and checked by itself; what the platform knows of its people comes later, by compareWithPlatform. */
export type CheckedRoster = Found & { rows: CheckedRow[] }

/** All that is wrong with all rows, at once. @throws Refused(roster_header_…, roster_empty, roster_file_rows) */
export function checkBook(book: Book, rules: RowRules, choice?: Choice): CheckedRoster {
  const found = findPeople(book, rules.required, choice)
  return { ...found, rows: compareRows(found.rows.map((row) => checkRow(row, rules))) }
}
