import { crc32 } from '@/lib/shared/crc32'

/** Every character that GB 18030 writes in one or two bytes, and how. */
const bytesOf = new Map<string, number[]>()
for (let high = 0x81; high <= 0xfe; high++)
  for (let low = 0x40; low <= 0xfe; low++) {
    const text = new TextDecoder('gb18030').decode(Uint8Array.of(high, low))
    if (text.length === 1 && text !== '\ufffd' && !bytesOf.has(text)) bytesOf.set(text, [high, low])
  }

/** Node decodes GB 18030 and does not encode it. */
export const inGbk = (text: string): Buffer =>
  Buffer.from([...text].flatMap((c) => (c.charCodeAt(0) < 0x80 ? [c.charCodeAt(0)] : (bytesOf.get(c) ?? [0x3f]))))

/** A zip file, stored, whose names are in whatever bytes they are given: no flag says that they are UTF-8. */
export async function zipped(entries: [name: Buffer, content: Buffer][]): Promise<Buffer> {
  const [files, directory]: [Buffer[], Buffer[]] = [[], []]
  let offset = 0
  for (const [name, content] of entries) {
    const facts = Buffer.alloc(22)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt32LE(crc32(content, 0), 10)
    facts.writeUInt32LE(content.length, 14)
    facts.writeUInt32LE(content.length, 18)
    const lengths = Buffer.alloc(4)
    lengths.writeUInt16LE(name.length, 0)
    const file = [Buffer.from('PK\x03\x04', 'latin1'), facts, lengths, name, content]
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, lengths, place.subarray(0, 14), name)
    files.push(...file)
    offset += file.reduce((sum, part) => sum + part.length, 0)
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, central, end])
}
