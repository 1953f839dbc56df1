import { desc, eq, notInArray } from 'drizzle-orm'
import { auditDays, auditHead, auditLog, auditRemovals } from '@/db/schema/audit'
import { keepDay } from '@/lib/audit/day-file'
import type { Ctx, Staff } from '@/lib/shared/context'
import { requireRight } from '@/lib/shared/staff'

const daysShown = 31

/** How far the log is sealed, what the last check of it found, and the closed days, newest first. @throws NotFound without 'audit.read' */
export async function getAuditState(ctx: Ctx<Staff>) {
  requireRight(ctx, 'audit.read')
  const removed = ctx.db.select({ day: auditRemovals.day }).from(auditRemovals)
  const [[head], [checked], days] = await Promise.all([
    ctx.db.select({ sealedAt: auditHead.sealedAt }).from(auditHead),
    ctx.db
      .select({ at: auditLog.at, details: auditLog.details })
      .from(auditLog)
      .where(eq(auditLog.action, 'audit.verify'))
      .orderBy(desc(auditLog.at))
      .limit(1),
    ctx.db
      .select({ day: auditDays.day, entries: auditDays.entries })
      .from(auditDays)
      .where(notInArray(auditDays.day, removed))
      .orderBy(desc(auditDays.day))
      .limit(daysShown),
  ])
  return {
    sealedAt: head?.sealedAt ?? null,
    checked: checked ? { at: checked.at, faults: Number(checked.details?.faults ?? 0) } : null,
    days,
  }
}

/** A closed day as a signed file, to be kept outside of the portal. @throws NotFound; Refused('audit_day_broken') */
export async function downloadDay(ctx: Ctx<Staff>, day: string): Promise<Buffer> {
  requireRight(ctx, 'audit.read')
  return (await keepDay(ctx, day)).body
}
