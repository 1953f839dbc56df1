import { and, eq } from 'drizzle-orm'
import { rosters } from '@/db/schema/rosters'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'

export type Roster = typeof rosters.$inferSelect

export const ownRoster = (ctx: Ctx<Enterprise>, rosterId: string) => and(eq(rosters.enterpriseId, ctx.actor.id), eq(rosters.id, rosterId))

/** @throws NotFound, also for another enterprise's */
export async function findRoster(ctx: Ctx<Enterprise>, rosterId: string): Promise<Roster> {
  const [roster] = await ctx.db.select().from(rosters).where(ownRoster(ctx, rosterId))
  if (!roster) throw new NotFound()
  return roster
}

/** Locks a roster until commit; before its order, as everybody does. @throws NotFound as above */
export async function lockRoster(tx: Ctx<Enterprise>, rosterId: string): Promise<Roster> {
  const [roster] = await tx.db.select().from(rosters).where(ownRoster(tx, rosterId)).for('update')
  if (!roster) throw new NotFound()
  return roster
}

/** Whether it must still be said which sheets and rows of the file are meant. */
export const asksFor = ({ parts, choice }: Roster['file']): boolean => Boolean(parts?.length && !choice)

export const setRoster = (tx: Ctx<Enterprise>, rosterId: string, values: Partial<typeof rosters.$inferInsert>) =>
  tx.db.update(rosters).set(values).where(ownRoster(tx, rosterId))
