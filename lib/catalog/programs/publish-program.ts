import { eq } from 'drizzle-orm'
import { programs } from '@/db/schema/catalog'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { stopsOf } from './keep-ready'
import { lockProgram } from './lock-program'

/** From now on its classes can be joined. @throws NotFound; Refused('program_unready') with what is missing */
export async function publishProgram(ctx: Ctx, programId: string): Promise<void> {
  requireRight(ctx, 'programs.edit')
  await inTransaction(ctx, async (tx) => {
    const program = await lockProgram(tx, programId)
    if (program.publishedAt) return
    const stops = await stopsOf(tx, programId)
    if (stops.length) throw new Refused('program_unready', { obstacles: stops.slice(0, 5).join('') })
    await tx.db.update(programs).set({ publishedAt: tx.now }).where(eq(programs.id, programId))
    await record(tx, 'program.publish', programId)
  })
}

/** Nobody sees or joins it any more; whoever is in goes on. @throws NotFound */
export async function unpublishProgram(ctx: Ctx, programId: string): Promise<void> {
  requireRight(ctx, 'programs.edit')
  await inTransaction(ctx, async (tx) => {
    const program = await lockProgram(tx, programId)
    if (!program.publishedAt) return
    await tx.db.update(programs).set({ publishedAt: null }).where(eq(programs.id, programId))
    await record(tx, 'program.unpublish', programId)
  })
}
