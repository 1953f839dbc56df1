import { randomBytes, randomInt } from 'node:crypto'

/** How far the counters of the last few milliseconds have come: acts that run side by side each have a moment of their own. */
const counters = new Map<number, number>()
const keptCounters = 32

function countAt(now: number): number {
  const before = counters.get(now)
  const count = before === undefined ? randomInt(0x400) : Math.min(before + 1, 0xfff)
  counters.delete(now)
  counters.set(now, count)
  if (counters.size > keptCounters) counters.delete(counters.keys().next().value!)
  return count
}

/**
 * A UUID version 7 (RFC 9562): sorted by the time it was made, so that new rows land at the end of every index. Those that this process makes
 * for one and the same millisecond stand in the order in which they were made (its method 1: a counter).
 */
export function uuidv7(now = Date.now()): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  bytes.writeUInt16BE(0x7000 | countAt(now), 6)
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
