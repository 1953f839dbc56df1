import { randomBytes, randomInt } from 'node:crypto'

const last = { now: Number.NaN, count: 0 }

/**
 * A UUID version 7 (RFC 9562): sorted by the time it was made, so that new rows land at the end of every index. Those that this process makes
 * for one and the same millisecond, one after the other, stand in the order in which they were made (its method 1: a counter).
 */
export function uuidv7(now = Date.now()): string {
  last.count = last.now === now ? Math.min(last.count + 1, 0xfff) : randomInt(0x400)
  last.now = now
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  bytes.writeUInt16BE(0x7000 | last.count, 6)
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
