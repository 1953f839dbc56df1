import { auditLog } from '@/db/schema/audit'
import type { Actor, Ctx } from '@/lib/shared/context'
import type { AuditArgs, AuditName } from './events'

/** As much of a context as is written down; who signs in just now is no actor yet. */
type Author = Pick<Ctx, 'now'> & { db: Pick<Ctx['db'], 'insert'>; actor: { kind: Actor['kind']; id?: string; address?: string } }

/** Writes down what `ctx.actor` did, in the caller's transaction: if this fails, the act is undone. */
export async function record<N extends AuditName>(ctx: Author, action: N, ...about: AuditArgs<N>): Promise<void> {
  const { actor } = ctx
  const [subjectId, details] = about as [string?, Record<string, unknown>?]
  await ctx.db.insert(auditLog).values({
    at: ctx.now,
    actorKind: actor.kind,
    actorId: actor.id ?? null,
    address: actor.address ?? null,
    action,
    subjectId,
    details,
  })
}
