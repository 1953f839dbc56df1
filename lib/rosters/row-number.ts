const rowsOfASheet = 100_000

/** One number for a row of one of several sheets; of the first sheet it is the row's own. `sheet` counts from 0, `row` from 1. */
export const rowNumber = (sheet: number, row: number) => sheet * rowsOfASheet + row

export const placeOfRow = (number: number) => ({ sheet: Math.floor(number / rowsOfASheet), row: number % rowsOfASheet })

/** 第 5 行, 第 2 张表第 5 行 */
export function rowName(number: number): string {
  const { sheet, row } = placeOfRow(number)
  return `${sheet ? `第 ${sheet + 1} 张表` : ''}第 ${row} 行`
}
