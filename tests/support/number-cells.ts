import { aHandmadeWorkbook } from './workbook'

type Shown = { value: number | string; format?: string; id?: number; type?: string; formula?: string }

const letters = (column: number) => String.fromCharCode(65 + column)
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')

/** A question bank as .xlsx: its header and rows of texts, or of values with a format of numbers, a type, a formula. */
export function aBankSheet(rows: (string | Shown | null)[][], { date1904 = false } = {}): Buffer {
  const formats: string[] = []
  const styles: string[] = ['<xf numFmtId="0"/>']
  const styleOf = ({ format, id }: Shown) => {
    if (id !== undefined) return styles.push(`<xf numFmtId="${id}"/>`) - 1
    if (!format) return 0
    return (
      styles.push(
        `<xf numFmtId="${163 + formats.push(`<numFmt numFmtId="${164 + formats.length}" formatCode="${escaped(format)}"/>`)}"/>`,
      ) - 1
    )
  }
  const cellOf = (cell: string | Shown | null, column: number, row: number) => {
    const where = `r="${letters(column)}${row + 1}"`
    if (cell === null) return ''
    if (typeof cell === 'string') return `<c ${where} t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
    const formula = cell.formula === undefined ? '' : `<f>${escaped(cell.formula)}</f>`
    return `<c ${where} s="${styleOf(cell)}"${cell.type ? ` t="${cell.type}"` : ''}>${formula}<v>${escaped(String(cell.value))}</v></c>`
  }
  const header = ['题型', '题干', '选项A', '选项B', '选项C', '选项D', '答案', '题析']
  const body = [header, ...rows].map(
    (cells, row) => `<row r="${row + 1}">${cells.map((cell, column) => cellOf(cell, column, row)).join('')}</row>`,
  )
  const workbook = `<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">${date1904 ? '<workbookPr date1904="1"/>' : ''}<sheets><sheet name="题库" sheetId="1" r:id="r1"/></sheets></workbook>`
  const sheet = `<worksheet><sheetData>${body.join('')}</sheetData></worksheet>`
  const styleSheet = `<styleSheet><numFmts>${formats.join('')}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>${styles.join('')}</cellXfs></styleSheet>`
  return aHandmadeWorkbook(sheet, { 'xl/workbook.xml': workbook, 'xl/styles.xml': styleSheet })
}
