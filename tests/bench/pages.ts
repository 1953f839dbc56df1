import { quantile } from './load'
import { oneDecimal, type Row } from './report'

/** What stands behind pages, asked one after the other: from the call to the rows. */

const goalMs = 200
const rounds = 15

/** @returns milliseconds of each round of each work */
export async function time(works: [name: string, work: () => Promise<unknown>][]): Promise<number[]> {
  const taken: number[] = []
  for (const [name, work] of works) {
    const own: number[] = []
    for (let round = 0; round <= rounds; round++) {
      const began = performance.now()
      await work()
      if (round > 0) own.push(performance.now() - began) // the first round warms up
    }
    console.log(`  ${name}: p50 ${oneDecimal(quantile(own, 0.5))} ms, p95 ${oneDecimal(quantile(own, 0.95))} ms`)
    taken.push(...own)
  }
  return taken
}

/** `size`: how many people there are to find; `taken`: as `time` returns it. */
export function rowOf(what: string, size: number, taken: number[], baseline = ''): Row {
  const p95 = quantile(taken, 0.95)
  return {
    what: `${what}, ${size.toLocaleString('en')} people, ${taken.length} times: p95`,
    product: `${oneDecimal(p95)} ms`,
    baseline,
    comparison: `p50 ${oneDecimal(quantile(taken, 0.5))} ms`,
    goal: `≤ ${goalMs} ms`,
    met: p95 <= goalMs,
  }
}
