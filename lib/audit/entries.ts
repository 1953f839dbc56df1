import { desc, eq, type SQL } from 'drizzle-orm'
import { auditLog } from '@/db/schema/audit'
import { staff } from '@/db/schema/identity'
import type { Ctx } from '@/lib/shared/context'

/** What was done, the newest first; `by` is the name where it was the staff. Whoever calls has asked for the right. */
export const listEntries = (ctx: Ctx, which: SQL | undefined, most: number) =>
  ctx.db
    .select({
      id: auditLog.id,
      at: auditLog.at,
      action: auditLog.action,
      actorKind: auditLog.actorKind,
      by: staff.name,
      address: auditLog.address,
      details: auditLog.details,
    })
    .from(auditLog)
    .leftJoin(staff, eq(staff.id, auditLog.actorId))
    .where(which)
    .orderBy(desc(auditLog.at), desc(auditLog.id))
    .limit(most)
