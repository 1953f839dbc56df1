import cluster from 'node:cluster'

/**
 * Ends this process by `stop` when a terminal or a supervisor asks for it, and when the process that started it is gone: start.mjs holds a
 * channel to it. Supervisors and terminals signal a whole group, so the same wish arrives twice: only a later one means "at once".
 */
export function stopWhenAsked(stop: () => Promise<void>): void {
  let asked = 0
  const heed = () => {
    if (asked && Date.now() - asked > 3000) process.exit(1)
    if (asked) return
    asked = Date.now()
    void stop().then(() => process.exit(0))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, heed)
  if (cluster.isPrimary) process.once('disconnect', heed)
}
