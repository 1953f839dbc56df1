import type { RefusalCode } from './messages'
import { Refused } from './refused'

type Queue = { running: number; waiting: (() => void)[] }

/** One a process: the framework may load a module twice. */
const shared = globalThis as { xueshiTurns?: Map<string, Queue> }

/**
 * Does what is dear some at a time; others wait, a few of them. `name` says what it is.
 * @throws Refused(full) when too many wait already
 */
export async function inTurn<T>(
  name: string,
  limit: { running: number; waiting: number; full: RefusalCode },
  work: () => Promise<T>,
): Promise<T> {
  shared.xueshiTurns ??= new Map()
  const queue = shared.xueshiTurns.get(name) ?? { running: 0, waiting: [] }
  shared.xueshiTurns.set(name, queue)
  if (queue.running < limit.running) queue.running++
  else if (queue.waiting.length >= limit.waiting) throw new Refused(limit.full)
  else await new Promise<void>((resolve) => queue.waiting.push(resolve))
  try {
    return await work()
  } finally {
    const next = queue.waiting.shift()
    if (next) next()
    else queue.running--
  }
}
