type Shape = {
  /** How many at once. */
  capacity: number
  perSecond: number
  /** How many keys are remembered; the one not seen for longest is forgotten first. */
  keys: number
}

/**
 * A limit that costs next to nothing, for what is cheap itself: kept in this process, so that several processes let through as many times
 * as much. What must hold across them is counted in the database (limits.ts).
 */
export function createBucket({ capacity, perSecond, keys }: Shape) {
  const levels = new Map<string, { left: number; atMs: number }>()
  return {
    /** @returns 0 when taken, else the whole seconds until as much will be there */
    take(key: string, cost: number, nowMs: number): number {
      const before = levels.get(key) ?? { left: capacity, atMs: nowMs }
      const left = Math.min(capacity, before.left + (Math.max(0, nowMs - before.atMs) / 1000) * perSecond)
      const taken = left >= cost
      levels.delete(key) // and set anew: the map keeps its order
      levels.set(key, { left: taken ? left - cost : left, atMs: nowMs })
      if (levels.size > keys) levels.delete(levels.keys().next().value!)
      return taken ? 0 : Math.ceil((cost - left) / perSecond)
    },
    get size() {
      return levels.size
    },
  }
}
