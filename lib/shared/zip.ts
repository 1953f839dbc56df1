import { deflateRawSync } from 'node:zlib'
import { crc32 } from './crc32'

const utf8Names = 0x0800
/** 1980-01-01, the first day a zip file knows: the same content makes the same file. */
const dosDate = 0x0021

/** What the parts written so far were, for the directory at the end. */
class Directory {
  private readonly entries: Buffer[] = []
  private count = 0
  private at = 0

  /** @returns what stands in the file for this part */
  add(name: string, content: Buffer, store: boolean): Buffer[] {
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
    rest.writeUInt32LE(this.at, 10)
    this.entries.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), about, rest, label)
    this.count += 1
    const local = [Buffer.from('PK\x03\x04', 'latin1'), about, label, packed]
    this.at += local.reduce((sum, { length }) => sum + length, 0)
    return local
  }

  end(): Buffer[] {
    const end = Buffer.alloc(22)
    end.write('PK\x05\x06', 'latin1')
    end.writeUInt16LE(this.count, 8)
    end.writeUInt16LE(this.count, 10)
    end.writeUInt32LE(
      this.entries.reduce((sum, { length }) => sum + length, 0),
      12,
    )
    end.writeUInt32LE(this.at, 16)
    return [...this.entries, end]
  }
}

/** A zip file of these parts, in order, deflated unless `store`d as they are. */
export function zip(parts: Iterable<[name: string, content: Buffer]>, { store = false } = {}): Buffer {
  const directory = new Directory()
  const pieces = [...parts].flatMap(([name, content]) => directory.add(name, content, store))
  return Buffer.concat([...pieces, ...directory.end()])
}

/** The same piece by piece, with no more than one part in memory; up to 65,535 parts and 4 GB. Parts are stored as they are. */
export async function* zipStream(parts: AsyncIterable<[name: string, content: Buffer]>): AsyncGenerator<Buffer> {
  const directory = new Directory()
  for await (const [name, content] of parts) yield Buffer.concat(directory.add(name, content, true))
  yield Buffer.concat(directory.end())
}
