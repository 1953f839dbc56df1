import { asFile, isZip } from './as-file'
import { openCsv } from './csv'
import { Unreadable } from './row'
import { openWorkbook } from './workbook'

/** Cells as a program shows them. */
export type TableRow = { row: number; cells: string[] }

/** A table of the staff's is small: what is unpacked from it is bounded accordingly. */
const bounds = { sheetBytes: 24e6, sharedStringBytes: 24e6, sharedCharacters: 1000 }

/** The first table of an .xlsx or .csv file, without empty rows; it is read no further than a row or some beyond `mostRows`. @throws Unreadable */
export async function readFirstTable(
  bytes: Buffer,
  { mostRows, mostColumns }: { mostRows: number; mostColumns: number },
): Promise<TableRow[]> {
  if (!isZip(bytes) && bytes[0] === 0xd0) throw new Unreadable('旧的 .xls 请先另存为 .xlsx')
  return asFile(bytes, async (path) => {
    const book = isZip(bytes) ? await openWorkbook(path, bounds, 'shown') : await openCsv(path)
    const table: TableRow[] = []
    try {
      for await (const rows of book.sheets[0]!.rows()) {
        for (const { number, cells } of rows) {
          const shown = Array.from(cells.slice(0, mostColumns), (cell) => cell?.text ?? '')
          if (shown.some((text) => text.trim())) table.push({ row: number, cells: shown })
        }
        if (table.length > mostRows) break
      }
    } finally {
      await book.close()
    }
    return table
  })
}
