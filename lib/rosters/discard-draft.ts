import { and, eq } from 'drizzle-orm'
import { rosters } from '@/db/schema/rosters'
import { record } from '@/lib/audit/record'
import { type Ctx, type Enterprise, inTransaction } from '@/lib/shared/context'
import { isId } from '@/lib/shared/is-id'
import { enqueue } from '@/lib/shared/jobs'
import { NotFound } from '@/lib/shared/not-found'
import { requireApproved } from '@/lib/shared/staff'
import { ownRoster } from './lock-roster'

/** 删除草稿: the draft, its rows and its file go. @throws NotFound, also for what is no draft any more */
export async function discardDraft(ctx: Ctx<Enterprise>, { rosterId }: { rosterId: string }): Promise<void> {
  requireApproved(ctx)
  if (!isId(rosterId)) throw new NotFound()
  await inTransaction(ctx, async (tx) => {
    const [gone] = await tx.db
      .delete(rosters)
      .where(and(ownRoster(tx, rosterId), eq(rosters.status, 'draft')))
      .returning({ file: rosters.file, classId: rosters.classId })
    if (!gone) throw new NotFound()
    if (gone.file.key) await enqueue(tx, 'rosters.forget', { enterpriseId: tx.actor.id, key: gone.file.key })
    await record(tx, 'roster.discard', rosterId, { classId: gone.classId })
  })
}
