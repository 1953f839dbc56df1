import { inflateRawSync } from 'node:zlib'
import { crc32 } from '@/lib/shared/crc32'
import { Refused } from '@/lib/shared/refused'
import { limits } from '../limits'

type Entry = { name: string; method: number; packedBytes: number; bytes: number; crc: number; at: number }

/** What values, their formats and the names of sheets need; not macros, pictures, comments, links, charts. */
const needed = /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/([^/]+|persons\/[^/]+|worksheets\/[^/]+)\.xml|xl\/_rels\/[^/]+\.rels)$/i

/**
 * The parts of an .xlsx file that hold its tables, each inflated under a cap and compared with its checksum. What reads them next gets
 * these parts and never the archive, so that nobody can show the two of us different contents.
 * @throws Refused(roster_file_…)
 */
export function unpack(file: Buffer): Map<string, Buffer> {
  const entries = listEntries(file)
  refuseOtherKinds(entries)
  const wanted = entries.filter(({ name }) => needed.test(name))
  if (wanted.reduce((sum, { bytes }) => sum + bytes, 0) > limits.unpackedBytes) throw new Refused('roster_file_unpacked')
  return new Map(wanted.map((entry) => [entry.name, inflate(file, entry)]))
}

/** A sheet without what stands behind its cells: links and rules for whole columns cost their readers the work of millions of cells. */
export function withoutExtras(sheet: Buffer): Buffer {
  const open = sheet.indexOf('sheetData')
  if (open < 0) return sheet
  const inside = sheet.indexOf('>', open) + 1
  const close = sheet.indexOf('sheetData>', inside)
  const end = close < 0 ? inside : close + 'sheetData>'.length
  const tail = sheet.toString('utf8', end)
  const merges = /<((?:\w+:)?)mergeCells\b[^>]*>.*?<\/\1mergeCells>/s.exec(tail)?.[0] ?? ''
  const last = /<\/(?:\w+:)?worksheet>\s*$/.exec(tail)?.[0] ?? ''
  const kept = merges.length > mostMergeCharacters ? '' : merges
  return Buffer.concat([sheet.subarray(0, end), Buffer.from(kept + last)])
}

/** Some five thousand merged ranges. */
const mostMergeCharacters = 200_000

/** The number of the last row in which a cell of this sheet has a value; 0 where rows have no numbers. */
export function lastRowWithValue(sheet: Buffer): number {
  const value = Math.max(sheet.lastIndexOf('</v>'), sheet.lastIndexOf('</is>'))
  const row = value < 0 ? -1 : sheet.lastIndexOf('<row', value)
  return row < 0 ? 0 : Number(/^<row[^>]*? r="(\d+)"/.exec(sheet.toString('latin1', row, row + 400))?.[1] ?? 0)
}

/** By the directory at the end of the file (PKWARE APPNOTE 4.3.12). Zip64 is for files larger than any roster. */
function listEntries(file: Buffer): Entry[] {
  const end = file.lastIndexOf('PK\x05\x06', file.length - 22, 'latin1')
  if (end < 0) throw damaged()
  const count = file.readUInt16LE(end + 10)
  if (count > limits.parts) throw new Refused('roster_file_sheets', { most: limits.sheets })
  const entries: Entry[] = []
  const names = new Set<string>()
  let at = file.readUInt32LE(end + 16)
  for (let i = 0; i < count; i++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) throw damaged()
    const nameEnd = at + 46 + file.readUInt16LE(at + 28)
    const name = file.toString('utf8', at + 46, nameEnd).replaceAll('\\', '/')
    const local = file.readUInt32LE(at + 42)
    if (localName(file, local) !== name) throw damaged() // no checksum covers the name, but it is written twice
    if (file.readUInt16LE(at + 8) & 1) throw new Refused('roster_file_password')
    if (names.has(name.toLowerCase())) throw damaged()
    names.add(name.toLowerCase())
    entries.push({
      name,
      method: file.readUInt16LE(at + 10),
      crc: file.readUInt32LE(at + 16),
      packedBytes: file.readUInt32LE(at + 20),
      bytes: file.readUInt32LE(at + 24),
      at: local,
    })
    at = nameEnd + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return entries
}

function localName(file: Buffer, at: number): string {
  if (at + 30 > file.length || file.readUInt32LE(at) !== 0x04034b50) throw damaged()
  return file.toString('utf8', at + 30, at + 30 + file.readUInt16LE(at + 26)).replaceAll('\\', '/')
}

function refuseOtherKinds(entries: Entry[]): void {
  const has = (pattern: RegExp) => entries.some(({ name }) => pattern.test(name))
  if (has(/^xl\/workbook\.bin$/i)) throw new Refused('roster_file_save_as', { kind: '.xlsb' })
  if (has(/^META-INF\/manifest\.xml$/i) && has(/^content\.xml$/i)) throw new Refused('roster_file_save_as', { kind: '.ods' })
  if (has(/^Index\/Document\.iwa$/i) || has(/^Index\.zip$/i)) throw new Refused('roster_file_save_as', { kind: 'Numbers' })
  if (!has(/^xl\/[^/]*\.xml$/i)) throw new Refused('roster_file_kind')
}

/** The size an entry declares is only a claim: one byte more ends the inflating. */
function inflate(file: Buffer, { name, method, packedBytes, bytes, crc, at }: Entry): Buffer {
  if (bytes > limits.partBytes) throw new Refused('roster_file_unpacked')
  const begin = at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28)
  const packed = file.subarray(begin, begin + packedBytes)
  if (packed.length !== packedBytes || (method !== 0 && method !== 8)) throw damaged()
  const part = method === 0 ? packed : inflateUpTo(packed, bytes)
  if (part.length !== bytes || crc32(part) !== crc) throw damaged()
  if (part.includes('<!DOCTYPE') || part.includes('<!ENTITY')) throw new Refused('roster_file_doctype', { name })
  return part
}

function inflateUpTo(packed: Buffer, bytes: number): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, bytes) })
  } catch (error) {
    const lies = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    throw lies ? new Refused('roster_file_unpacked') : damaged()
  }
}

const damaged = () => new Refused('roster_file_damaged')
