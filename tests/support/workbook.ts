import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import zlib from 'node:zlib'
import { utils, write } from 'xlsx'
import { ownCrc32 } from '@/lib/shared/crc32'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'xueshi-books-'))
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }))

let serial = 0
/** A file of these bytes in a folder that goes with the process. */
export function aFile(bytes: Buffer | string, ending = 'xlsx'): string {
  const file = path.join(folder, `${++serial}.${ending}`)
  fs.writeFileSync(file, bytes)
  return file
}

type Table = (string | number | null)[][]
export type Tables = Record<string, Table>

/** A workbook as a spreadsheet program saves it: texts shared in a part of their own, or in their cells. */
export function aWorkbook(tables: Tables, { shared = true } = {}): Buffer {
  const book = utils.book_new()
  for (const [name, rows] of Object.entries(tables)) utils.book_append_sheet(book, utils.aoa_to_sheet(rows, { dense: true }), name)
  return write(book, { type: 'buffer', bookType: 'xlsx', bookSST: shared, compression: true })
}

/** A workbook whose sheet is this XML, for what no honest program writes. */
export const aHandmadeWorkbook = (sheet: string, others: Record<string, string> = {}): Buffer =>
  aZip({
    'xl/workbook.xml':
      '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="人员" sheetId="1" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="r1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': sheet,
    ...others,
  })

type Lie = { size?: number; crc?: number }

/** A zip file; `lies` puts other figures into its directory than are true. */
export function aZip(parts: Record<string, string | Buffer>, lies: Record<string, Lie> = {}): Buffer {
  const [bodies, directory]: [Buffer[], Buffer[]] = [[], []]
  let offset = 0
  for (const [name, content] of Object.entries(parts)) {
    const plain = Buffer.from(content)
    const packed = zlib.deflateRawSync(plain)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(0x0800, 2)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(lies[name]?.crc ?? ownCrc32(plain, 0), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(lies[name]?.size ?? plain.length, 18)
    fields.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, tail, Buffer.from(name)]))
    bodies.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, central, end])
}
