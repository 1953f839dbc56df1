import { createHash } from 'node:crypto'
import { desc, eq } from 'drizzle-orm'
import { auditLog } from '@/db/schema/audit'
import { staff } from '@/db/schema/identity'
import type { Ctx } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import type { Seen } from '@/lib/shared/seen-input'
import { formatMoment } from '@/lib/shared/time'

/** Names what a form was drawn from: another value of any of these is another version. */
export const versionOf = (...values: unknown[]): string =>
  createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 22)

/**
 * Of two who change the same thing, the one who saves later is told who was first, with everything typed kept, and may then save all the
 * same. Under the lock of what is changed; `version`: as it is now.
 * @throws Refused('changed_meanwhile') at the field `overwrite`
 */
export async function refuseStale(tx: Ctx, subjectId: string, version: string, { seen, overwrite }: Seen): Promise<void> {
  if (seen === undefined || seen === version || overwrite === 'on') return
  const [last] = await tx.db
    .select({ at: auditLog.at, by: staff.name })
    .from(auditLog)
    .leftJoin(staff, eq(staff.id, auditLog.actorId))
    .where(eq(auditLog.subjectId, subjectId))
    .orderBy(desc(auditLog.at), desc(auditLog.id))
    .limit(1)
  throw new Refused('changed_meanwhile', { by: last?.by ?? '其他人', at: last ? formatMoment(last.at) : '刚才' }, 'overwrite')
}
