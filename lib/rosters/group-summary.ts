import { and, count, eq, gt, isNull, min, sql, sum } from 'drizzle-orm'
import { certificates } from '@/db/schema/certificates'
import { orderItems, orders, transfers } from '@/db/schema/checkout'
import { rosters } from '@/db/schema/rosters'
import { receivedOf } from '@/lib/checkout/unreturned'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { requireApproved } from '@/lib/shared/staff'

/** What an enterprise sees when it comes home. People are counted once for each class they are in. */
export async function getGroupSummary(ctx: Ctx<Enterprise>) {
  requireApproved(ctx)
  const [people, [listed], due, [issued]] = await Promise.all([
    countPeople(ctx),
    ctx.db
      .select({
        all: count(),
        count: sql<number>`(count(*) filter (where ${rosters.status} = 'draft'))::int`,
        problems: sql<number>`coalesce(sum(${rosters.people} - ${rosters.ready}) filter (where ${rosters.status} = 'draft'), 0)::int`,
      })
      .from(rosters)
      .where(eq(rosters.enterpriseId, ctx.actor.id)),
    ctx.db
      .select({
        announced,
        count: count(),
        amountFen: sum(sql`${orders.amountFen} - ${receivedOf}`).mapWith(Number),
        until: min(orders.expiresAt),
      })
      .from(orders)
      .leftJoin(transfers, and(eq(transfers.buyerId, orders.buyerId), eq(transfers.orderId, orders.id)))
      .where(and(eq(orders.buyerId, ctx.actor.id), eq(orders.status, 'pending'), gt(orders.expiresAt, ctx.now)))
      .groupBy(announced),
    ctx.db
      .select({ count: count() })
      .from(certificates)
      .innerJoin(orderItems, and(eq(orderItems.traineeId, certificates.traineeId), eq(orderItems.enrollmentId, certificates.enrollmentId)))
      .where(and(eq(orderItems.buyerId, ctx.actor.id), isNull(orderItems.endedAt), isNull(certificates.revokedAt))),
  ])
  const { all, ...drafts } = listed!
  return {
    people,
    rosters: all,
    drafts,
    unpaid: waiting(due, false),
    transfers: waiting(due, true),
    certificates: issued!.count,
  }
}

const announced = sql<boolean>`${transfers.announcedAt} is not null`

type Due = { announced: boolean; count: number; amountFen: number | null; until: Date | null }

/** Orders that are to be paid, and apart from them those whose transfer is on its way; until when the first of them waits. */
function waiting(due: Due[], way: boolean) {
  const own = due.find((one) => one.announced === way)
  return { count: own?.count ?? 0, amountFen: own?.amountFen ?? 0, until: own?.until ?? null }
}

async function countPeople(ctx: Ctx<Enterprise>) {
  const [people] = await ctx.db.execute<{ unpaid: number; active: number; learning: number; passed: number }>(sql`
    with held as materialized (
      select e.trainee_id, e.id, e.status
      from order_items i join enrollments e on e.trainee_id = i.trainee_id and e.id = i.enrollment_id
      where i.buyer_id = ${ctx.actor.id} and i.ended_at is null)
    select
      (count(*) filter (where status = 'reserved'))::int as unpaid,
      (count(*) filter (where status = 'active'))::int as active,
      (count(*) filter (where status = 'passed'))::int as passed,
      (select count(*)::int from held where status = 'active' and exists (
        select 1 from studies s
        where s.trainee_id = held.trainee_id and s.enrollment_id = held.id and s.ended_at is null
          and (s.learnt_at is not null or s.passed_at is not null))) as learning
    from held`)
  const { active, ...counts } = people!
  return { ...counts, idle: active - counts.learning }
}
