import { deflateRawSync } from 'node:zlib'
import { crc32 } from './crc32'

const utf8Names = 0x0800
/** 1980-01-01, the first day a zip file knows: the same content makes the same file. */
const dosDate = 0x0021

/** A zip file of these parts, in order, deflated unless `store`d as they are. */
export function zip(parts: Iterable<[name: string, content: Buffer]>, { store = false } = {}): Buffer {
  const [pieces, directory]: [Buffer[], Buffer[]] = [[], []]
  let at = 0
  for (const [name, content] of parts) {
    const packed = store ? content : deflateRawSync(content, { level: 6 })
    const label = Buffer.from(name)
    const about = Buffer.alloc(26) // what the local header and the directory both say
    about.writeUInt16LE(20, 0)
    about.writeUInt16LE(utf8Names, 2)
    about.writeUInt16LE(store ? 0 : 8, 4)
    about.writeUInt16LE(dosDate, 8)
    about.writeUInt32LE(crc32(content), 10)
    about.writeUInt32LE(packed.length, 14)
    about.writeUInt32LE(content.length, 18)
    about.writeUInt16LE(label.length, 22)
    const rest = Buffer.alloc(14) // no comment, no attributes; then where the part begins
    rest.writeUInt32LE(at, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), about, rest, label)
    const local = [Buffer.from('PK\x03\x04', 'latin1'), about, label, packed]
    pieces.push(...local)
    at += local.reduce((sum, { length }) => sum + length, 0)
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  const count = directory.length / 4
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...pieces, ...directory, end])
}
