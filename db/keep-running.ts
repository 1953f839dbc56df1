/** How long is waited before a server that is gone is started, and between starts that failed: at once, then ever longer. */
const patience = [0, 500, 1000, 2000, 5000, 10_000]

type Server = {
  isUp: () => boolean
  start: () => Promise<unknown>
  /** Told of each loss, of each start that failed, and of the return. */
  tell: (news: 'lost' | 'failed' | 'back', error?: unknown) => void
  lookEveryMs?: number
  waitsMs?: number[]
}

/**
 * Starts a server again whenever it is gone: killed for want of memory, say. It is looked after by looking, not by waiting for a child, for it may be
 * one that an earlier portal left behind. @returns how to stop looking after it, which waits for a start under way
 */
export function keepRunning({ isUp, start, tell, lookEveryMs = 500, waitsMs = patience }: Server): () => Promise<void> {
  let stopped = false
  let wake = () => {}
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      wake = resolve
      setTimeout(resolve, ms).unref()
    })
  const bringBack = async () => {
    tell('lost')
    for (let tries = 0; !stopped && !isUp(); tries++) {
      await rest(waitsMs[Math.min(tries, waitsMs.length - 1)]!)
      if (stopped) return
      await start().catch((error) => tell('failed', error))
    }
    if (!stopped) tell('back')
  }
  const looking = (async () => {
    while (!stopped) {
      await rest(lookEveryMs)
      if (!stopped && !isUp()) await bringBack()
    }
  })()
  return () => {
    stopped = true
    wake()
    return looking
  }
}
