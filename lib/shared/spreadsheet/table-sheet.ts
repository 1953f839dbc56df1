import type { OutCell, OutSheet } from './write-workbook'

/** Widths in characters; null leaves the cell empty. */
export type SheetColumn<R> = [title: string, width: number, cell: (row: R) => string | number | null]

/** A sheet with one line for each row, under a header that stays. Texts remain texts, whatever they look like. */
export const tableSheet = <R>(name: string, columns: SheetColumn<R>[], rows: R[]): OutSheet => ({
  name,
  columns: columns.map(([, width]) => ({ width })),
  frozenRows: 1,
  rows: [columns.map(([value]) => ({ value, style: 'header' })), ...rows.map((row) => columns.map(([, , cell]) => cellOf(cell(row))))],
})

const cellOf = (value: string | number | null): OutCell =>
  value === null ? undefined : typeof value === 'number' ? { value } : { value, style: 'text' }
