import { Refused } from '@/lib/shared/refused'
import type { Book } from '../table'
import { readCsv } from './read-csv'
import { readXls, readXlsx } from './read-workbook'

const formats = { xlsx: readXlsx, xls: readXls, csv: readCsv }
/** What files of a format may be called; .et is what WPS calls its .xls. */
const names = { xlsx: ['xlsx', 'xlsm', 'xltx', 'et'], xls: ['xls', 'xlt', 'et', 'ett'], csv: ['csv', 'txt', 'tsv'] }

/** The tables in a file, by its contents and not by its name. Runs in the child process only. @throws Refused(roster_file_…) */
export function readFile({ name, bytes }: { name: string; bytes: Uint8Array }): Book {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!file.length) throw new Refused('roster_file_empty')
  const format = formatOf(file)
  const book = formats[format](file)
  const extension = /\.([a-z]{1,5})$/i.exec(name)?.[1]?.toLowerCase()
  const fits = extension !== undefined && names[format].includes(extension)
  const remarks = fits ? [] : [`文件扩展名与内容不一致，已按 .${format} 读取。`]
  return { tables: book.tables, remarks: [...remarks, ...book.remarks] }
}

/** Other kinds that people take for spreadsheets are told by name. */
function formatOf(file: Buffer): keyof typeof formats {
  const begins = (bytes: string) => file.subarray(0, bytes.length).equals(Buffer.from(bytes, 'latin1'))
  if (begins('PK\x03\x04')) return 'xlsx'
  if (begins('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return 'xls'
  if (begins('%PDF-')) throw new Refused('roster_file_save_as', { kind: 'PDF' })
  return 'csv'
}
