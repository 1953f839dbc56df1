import { and, asc, count, eq, isNull, or, type SQL, sql } from 'drizzle-orm'
import { classes, programs } from '@/db/schema/catalog'
import { orderItems, orders, refundRequests } from '@/db/schema/checkout'
import { enrollments } from '@/db/schema/enrollment'
import { accounts, regions, trainees } from '@/db/schema/identity'
import { rosterRows, rosters } from '@/db/schema/rosters'
import { getOrder } from '@/lib/checkout/queries'
import { traineePhone, withPhone } from '@/lib/identity/phones'
import { maskPhone } from '@/lib/identity/rules'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { isId } from '@/lib/shared/is-id'
import { type ListQuery, pageSize } from '@/lib/shared/list-query'
import { NotFound } from '@/lib/shared/not-found'
import { requireApproved } from '@/lib/shared/staff'

/** An enterprise's order: its class, how many it is for and how they stand, and the roster it came from. @throws NotFound */
export async function getGroupOrder(ctx: Ctx<Enterprise>, orderId: string) {
  requireApproved(ctx)
  if (!isId(orderId)) throw new NotFound()
  const [{ order, payment, invoice, transfer, receivedFen, returned }, [facts], [waiting], roster] = await Promise.all([
    getOrder(ctx, orderId),
    ctx.db
      .select({
        classTitle: classes.title,
        program: programs.title,
        region: regions.name,
        studyFrom: classes.studyFrom,
        studyUntil: classes.studyUntil,
        refundDays: programs.refundDays,
        refundMaxLearntPercent: programs.refundMaxLearntPercent,
        feeFen: sql<number>`max(${orderItems.amountFen})`,
        people: count(),
        live: sql<number>`(count(*) filter (where ${orderItems.endedAt} is null))::int`,
        opened: sql<number>`(count(*) filter (where ${enrollments.status} in ('active', 'passed')))::int`,
      })
      .from(orderItems)
      .innerJoin(enrollments, and(eq(enrollments.traineeId, orderItems.traineeId), eq(enrollments.id, orderItems.enrollmentId)))
      .innerJoin(classes, eq(classes.id, enrollments.classId))
      .innerJoin(programs, eq(programs.id, classes.programId))
      .innerJoin(regions, eq(regions.code, classes.regionCode))
      .where(ofOrder(ctx, orderId))
      .groupBy(classes.id, programs.id, regions.code),
    ctx.db
      .select({ n: count() })
      .from(refundRequests)
      .where(and(eq(refundRequests.buyerId, ctx.actor.id), eq(refundRequests.orderId, orderId), eq(refundRequests.status, 'open'))),
    findRosterOf(ctx, orderId),
  ])
  if (!facts) throw new NotFound()
  return { order, payment, invoice, ...facts, refundsWaiting: waiting!.n, transfer, receivedFen, returned, roster }
}
export type GroupOrderView = Awaited<ReturnType<typeof getGroupOrder>>

const ofOrder = (ctx: Ctx<Enterprise>, orderId: string) => and(eq(orderItems.buyerId, ctx.actor.id), eq(orderItems.orderId, orderId))

/** The roster whose people an order is for; its own order is another one by now if this one was replaced. */
async function findRosterOf(ctx: Ctx<Enterprise>, orderId: string) {
  const [roster] = await ctx.db
    .select({ id: rosters.id, status: rosters.status, orderId: rosters.orderId, ready: rosters.ready })
    .from(rosters)
    .where(
      and(
        eq(rosters.enterpriseId, ctx.actor.id),
        or(
          eq(rosters.orderId, orderId),
          sql`${rosters.id} = (
            select ${rosterRows.rosterId} from ${rosterRows} where (${rosterRows.traineeId}, ${rosterRows.enrollmentId}) = (
              select ${orderItems.traineeId}, ${orderItems.enrollmentId} from ${orderItems}
              where ${orderItems.buyerId} = ${ctx.actor.id} and ${orderItems.orderId} = ${orderId} limit 1) limit 1)`,
        ),
      ),
    )
  return roster ?? null
}

/** What 重新提交 of a roster would order now: those who are in it still, at today's fee. */
export async function getResubmission(ctx: Ctx<Enterprise>, rosterId: string) {
  requireApproved(ctx)
  const [row] = await ctx.db
    .select({ people: count(), feeFen: programs.feeFen })
    .from(rosterRows)
    .innerJoin(rosters, and(eq(rosters.enterpriseId, rosterRows.enterpriseId), eq(rosters.id, rosterRows.rosterId)))
    .innerJoin(classes, eq(classes.id, rosters.classId))
    .innerJoin(programs, eq(programs.id, classes.programId))
    .where(
      and(
        eq(rosterRows.enterpriseId, ctx.actor.id),
        eq(rosterRows.rosterId, rosterId),
        isNull(rosterRows.endedAt),
        sql`${rosterRows.problems} = '{}'`,
      ),
    )
    .groupBy(programs.id)
  return row ? { ...row, amountFen: row.people * row.feeFen } : { people: 0, feeFen: 0, amountFen: 0 }
}

/** What stands on file of somebody is shown to whoever has paid for them: until then a roster may name anybody. */
const isPaid = (status: string) => status === 'active' || status === 'passed'

/** A page of the people of an order, by name; those taken out or refunded singly last. `row`: where they stand in its roster. */
export async function listOrderPeople(ctx: Ctx<Enterprise>, orderId: string, { q, page }: Pick<ListQuery, 'q' | 'page'>) {
  requireApproved(ctx)
  if (!isId(orderId)) throw new NotFound()
  const which = and(ofOrder(ctx, orderId), q ? sql`position(${q} in ${trainees.name}) > 0` : undefined)
  const [rows, [all]] = await Promise.all([selectPeople(ctx, which, page), countPeople(ctx, which)])
  const people = rows
    .map(withPhone)
    .map(({ id: _, phone, ...person }) => ({ ...person, phoneMasked: phone && isPaid(person.status) ? maskPhone(phone) : null }))
  return { people, total: all!.n }
}
export type OrderPerson = Awaited<ReturnType<typeof listOrderPeople>>['people'][number]

const countPeople = (ctx: Ctx, which: SQL | undefined) =>
  ctx.db.select({ n: count() }).from(orderItems).innerJoin(trainees, eq(trainees.id, orderItems.traineeId)).where(which)

const selectPeople = (ctx: Ctx, which: SQL | undefined, page: number) =>
  ctx.db
    .select({
      itemId: orderItems.id,
      name: trainees.name,
      idNumberMasked: trainees.idNumberMasked,
      id: trainees.id,
      ...traineePhone,
      status: enrollments.status,
      endedAt: orderItems.endedAt,
      mustActivate: accounts.mustActivate,
      row: rosterRows.row,
      refundWaiting: sql<boolean>`exists (select 1 from ${refundRequests} where ${refundRequests.buyerId} = ${orderItems.buyerId}
        and ${refundRequests.itemId} = ${orderItems.id} and ${refundRequests.status} = 'open')`,
    })
    .from(orderItems)
    .innerJoin(trainees, eq(trainees.id, orderItems.traineeId))
    .innerJoin(accounts, eq(accounts.id, orderItems.traineeId))
    .innerJoin(enrollments, and(eq(enrollments.traineeId, orderItems.traineeId), eq(enrollments.id, orderItems.enrollmentId)))
    .leftJoin(
      rosterRows,
      and(
        eq(rosterRows.traineeId, orderItems.traineeId),
        eq(rosterRows.enrollmentId, orderItems.enrollmentId),
        eq(rosterRows.enterpriseId, orderItems.buyerId),
      ),
    )
    .where(which)
    .orderBy(sql`${orderItems.endedAt} is not null`, asc(rosterRows.row), asc(orderItems.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize)

/** One of the people of an order, for 申请退款. @throws NotFound */
export async function getOrderPerson(ctx: Ctx<Enterprise>, orderId: string, itemId: string) {
  requireApproved(ctx)
  if (!isId(orderId) || !isId(itemId)) throw new NotFound()
  const [person] = await ctx.db
    .select({ name: trainees.name, idNumberMasked: trainees.idNumberMasked, title: orderItems.title, number: orders.number })
    .from(orderItems)
    .innerJoin(orders, and(eq(orders.buyerId, orderItems.buyerId), eq(orders.id, orderItems.orderId)))
    .innerJoin(trainees, eq(trainees.id, orderItems.traineeId))
    .where(and(ofOrder(ctx, orderId), eq(orderItems.id, itemId)))
  if (!person) throw new NotFound()
  return person
}
