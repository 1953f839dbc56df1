import { auditLog } from '@/db/schema/audit'
import type { Ctx } from '@/lib/shared/context'

/** Writes down what `ctx.actor` did, in the caller's transaction: if this fails, the act is undone. */
export async function record(ctx: Ctx, action: string, subjectId?: string, details?: Record<string, unknown>): Promise<void> {
  const { actor } = ctx
  await ctx.db.insert(auditLog).values({
    at: ctx.now,
    actorKind: actor.kind,
    actorId: 'id' in actor ? actor.id : null,
    address: actor.kind === 'system' ? null : actor.address,
    action,
    subjectId,
    details,
  })
}
