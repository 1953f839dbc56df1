/**
 * How often a player may report: every fifteen seconds it does, and when it is paused, moved or left, which somebody may do in quick
 * succession. Kept in this process: a flood costs a look here instead of a place in a batch.
 */
const burst = 20
export const everyMs = 2000

type Allowance = { left: number; atMs: number }
const allowances = new Map<string, Allowance>()
/** Forgotten beyond this, as it is memory; whoever floods begins with a burst again. */
const maxKept = 50_000

/** Whether this stream may report now; counts that it did. */
export function mayReport(streamId: string, nowMs: number): boolean {
  const known = allowances.get(streamId)
  if (!known) {
    if (allowances.size >= maxKept) allowances.clear()
    allowances.set(streamId, { left: burst - 1, atMs: nowMs })
    return true
  }
  known.left = Math.min(burst, known.left + Math.max(0, nowMs - known.atMs) / everyMs)
  known.atMs = nowMs
  if (known.left < 1) return false
  known.left -= 1
  return true
}
