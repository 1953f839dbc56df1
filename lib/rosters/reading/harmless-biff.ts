import { Refused } from '@/lib/shared/refused'

/** Of the records of an .xls file those that hold values, how numbers are shown, sheets, merged cells and passwords ([MS-XLS] 2.3). */
const needed = new Set([
  0x0006, 0x000a, 0x0022, 0x002f, 0x0042, 0x0085, 0x00bd, 0x00d6, 0x00e0, 0x00e5, 0x00fc, 0x00fd, 0x0200, 0x0203, 0x0204, 0x0205, 0x0207,
  0x0208, 0x027e, 0x041e, 0x0809,
])
const continued = 0x003c
/** DSF, a record that says nothing: every other one becomes this, in its place, because sheets are found by their position. */
const nothing = 0x0161

/**
 * The workbook of an .xls file without drawings, macros, names, links and the rest, whose readers loop and fill the memory when a count in
 * them is wrong.
 * @throws Refused(roster_file_damaged) where a record reaches beyond the end
 */
export function harmlessBiff(stream: Uint8Array): Buffer {
  const biff = Buffer.from(stream)
  if (biff.length < 8 || biff.readUInt16LE(0) !== 0x0809) throw new Refused('roster_file_save_as', { kind: 'Excel 5.0/95' })
  let kept = false
  for (let at = 0; at + 4 <= biff.length; ) {
    const type = biff.readUInt16LE(at)
    const next = at + 4 + biff.readUInt16LE(at + 2)
    if (type === 0 && next === at + 4) break // filled up to the end of a sector
    if (next > biff.length) throw new Refused('roster_file_damaged')
    kept = type === continued ? kept : needed.has(type)
    if (!kept) biff.writeUInt16LE(nothing, at)
    at = next
  }
  return biff
}
