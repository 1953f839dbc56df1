import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { programs } from '@/db/schema/catalog'
import { applications, enrollments } from '@/db/schema/enrollment'
import type { Ctx, Trainee } from '@/lib/shared/context'
import type { SelectionTiming } from './rules'

/**
 * What a trainee came for last, which is where 学员中心 opens: what is being learnt before what was passed, and a project that is being
 * applied for before nothing at all (null).
 */
export async function getLatestTiming(ctx: Ctx<Trainee>): Promise<SelectionTiming | null> {
  const [row] = await ctx.db
    .select({ timing: programs.selectionTiming })
    .from(enrollments)
    .innerJoin(programs, eq(programs.id, enrollments.programId))
    .where(and(eq(enrollments.traineeId, ctx.actor.id), inArray(enrollments.status, ['active', 'reserved', 'passed'])))
    .orderBy(sql`${enrollments.status} = 'passed'`, desc(enrollments.reservedAt))
    .limit(1)
  if (row) return row.timing
  const [applied] = await ctx.db
    .select({ id: applications.programId })
    .from(applications)
    .where(eq(applications.traineeId, ctx.actor.id))
    .limit(1)
  return applied ? 'before_payment' : null
}
