import zlib from 'node:zlib'

type Crc32 = (data: Uint8Array, before?: number) => number

const table = Uint32Array.from({ length: 256 }, (_, i) => {
  let c = i
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
  return c
})

export function ownCrc32(data: Uint8Array, before = 0): number {
  let c = ~before
  for (const byte of data) c = table[(c ^ byte) & 0xff]! ^ (c >>> 8)
  return ~c >>> 0
}

/** The checksum of zip files, going on from that of the data before. Node has it built in from 20.15 on. */
export const crc32: Crc32 = (zlib as { crc32?: Crc32 }).crc32 ?? ownCrc32
