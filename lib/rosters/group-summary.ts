import { and, count, eq, exists, gt, inArray, isNull, min, sql, sum } from 'drizzle-orm'
import { certificates } from '@/db/schema/certificates'
import { orderItems, orders } from '@/db/schema/checkout'
import { enrollments, studies } from '@/db/schema/enrollment'
import { chapterProgress } from '@/db/schema/learning'
import { rosters } from '@/db/schema/rosters'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { requireApproved } from '@/lib/shared/staff'

/** What an enterprise sees when it comes home. People are counted once for each class they are in. */
export async function getGroupSummary(ctx: Ctx<Enterprise>) {
  requireApproved(ctx)
  const [people, [drafts], [unpaid], [issued]] = await Promise.all([
    countPeople(ctx),
    ctx.db
      .select({ count: count(), problems: sql<number>`coalesce(sum(${rosters.people} - ${rosters.ready}), 0)::int` })
      .from(rosters)
      .where(and(eq(rosters.enterpriseId, ctx.actor.id), eq(rosters.status, 'draft'))),
    ctx.db
      .select({ count: count(), amountFen: sum(orders.amountFen).mapWith(Number), until: min(orders.expiresAt) })
      .from(orders)
      .where(and(eq(orders.buyerId, ctx.actor.id), eq(orders.status, 'pending'), gt(orders.expiresAt, ctx.now))),
    ctx.db
      .select({ count: count() })
      .from(certificates)
      .innerJoin(orderItems, and(eq(orderItems.traineeId, certificates.traineeId), eq(orderItems.enrollmentId, certificates.enrollmentId)))
      .where(and(eq(orderItems.buyerId, ctx.actor.id), isNull(orderItems.endedAt), isNull(certificates.revokedAt))),
  ])
  return {
    people,
    drafts: drafts!,
    unpaid: { count: unpaid!.count, amountFen: unpaid!.amountFen ?? 0, until: unpaid!.until },
    certificates: issued!.count,
  }
}

async function countPeople(ctx: Ctx<Enterprise>) {
  const watched = ctx.db
    .select({ one: sql`1` })
    .from(studies)
    .innerJoin(chapterProgress, and(eq(chapterProgress.traineeId, studies.traineeId), eq(chapterProgress.studyId, studies.id)))
    .where(
      and(eq(studies.traineeId, enrollments.traineeId), eq(studies.enrollmentId, enrollments.id), gt(chapterProgress.watchedSeconds, 0)),
    )
  const state = sql<'unpaid' | 'idle' | 'learning' | 'passed'>`case when ${enrollments.status} = 'reserved' then 'unpaid'
    when ${enrollments.status} = 'passed' then 'passed' when ${exists(watched)} then 'learning' else 'idle' end`
  const rows = await ctx.db
    .select({ state: state.as('state'), count: count() })
    .from(orderItems)
    .innerJoin(enrollments, and(eq(enrollments.traineeId, orderItems.traineeId), eq(enrollments.id, orderItems.enrollmentId)))
    .where(
      and(eq(orderItems.buyerId, ctx.actor.id), isNull(orderItems.endedAt), inArray(enrollments.status, ['reserved', 'active', 'passed'])),
    )
    .groupBy(sql`state`)
  const of = (wanted: string) => rows.find((row) => row.state === wanted)?.count ?? 0
  return { unpaid: of('unpaid'), idle: of('idle'), learning: of('learning'), passed: of('passed') }
}
