import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import type { Line } from './import-trainees'
import { resultNames } from './outcome'

/** 人员.xlsx → 人员.导入结果.csv, beside it. */
export const reportFileOf = (file: string) => path.join(path.dirname(file), `${path.basename(file, path.extname(file))}.导入结果.csv`)

/** The report of an import: a line for each row, in a form that spreadsheet programs open. It holds no ID numbers. */
export function openReport(file: string) {
  const out = fs.createWriteStream(file, { mode: 0o600 })
  out.write('\ufeff工作表,行号,结果,说明\r\n')
  return {
    write: async (lines: Line[]) => {
      const text = lines.map(({ sheet, row, result, reason }) => `${field(sheet)},${row},${resultNames[result]},${field(reason)}\r\n`)
      if (!out.write(text.join(''))) await once(out, 'drain')
    },
    close: () => new Promise<void>((resolve, reject) => out.once('error', reject).end(resolve)),
  }
}

/** Quoted where needed; what a spreadsheet program would take for a formula is marked as text. */
function field(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
