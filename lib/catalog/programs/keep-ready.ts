import type { Ctx } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { getProgram } from './queries'

/** What keeps a programme from being published. */
export async function stopsOf(tx: Ctx, programId: string): Promise<string[]> {
  const { findings } = await getProgram(tx, programId)
  return findings.filter(({ kind }) => kind === 'stop').map(({ text }) => text)
}

/**
 * Changes a programme under its lock. One that is published, and has people in it, stays one that can be passed: what was amiss before may
 * stay so, nothing becomes amiss.
 * @throws Refused('program_breaks') with what would be
 */
export async function keepReady(tx: Ctx, program: { id: string; publishedAt: Date | null }, change: () => Promise<void>): Promise<void> {
  if (!program.publishedAt) return change()
  const before = new Set(await stopsOf(tx, program.id))
  await change()
  const fresh = (await stopsOf(tx, program.id)).filter((stop) => !before.has(stop))
  if (fresh.length) throw new Refused('program_breaks', { obstacles: fresh.slice(0, 5).join('') })
}
