import { and, asc, desc, eq, gte, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { auditLog } from '@/db/schema/audit'
import { classes } from '@/db/schema/catalog'
import { orderItems, orders, refundRequests, transfers } from '@/db/schema/checkout'
import { enrollments } from '@/db/schema/enrollment'
import { enterprises, regions, trainees } from '@/db/schema/identity'
import { invoices } from '@/db/schema/invoices'
import { payments, refunds } from '@/db/schema/payments'
import { listEntries } from '@/lib/audit/entries'
import { enterprisePhoneOf } from '@/lib/identity/phones'
import { maskPhone } from '@/lib/identity/rules'
import { listCharges } from '@/lib/payments/charges'
import type { Ctx, Staff } from '@/lib/shared/context'
import { type ListQuery, pageSize } from '@/lib/shared/list-query'
import { NotFound } from '@/lib/shared/not-found'
import { requireRight } from '@/lib/shared/staff'
import { yearSpan } from '@/lib/shared/time'
import { buyer, isEnterprise, isTrainee } from './buyers'
import { type OrderStatus, orderTransitions } from './order-states'

export const orderFilters = ['status', 'year', 'region', 'buyer'] as const
export const orderSorts = ['createdAt', 'amountFen', 'paidAt'] as const
type OrderQuery = ListQuery<(typeof orderFilters)[number]>

/** Orders of everybody, as the staff searches them: by number, by the buyer's name, by the name of a person they are for. */
export async function listOrdersForDesk(ctx: Ctx<Staff>, query: OrderQuery) {
  requireRight(ctx, 'orders.read')
  const where = and(...conditions(query))
  const [rows, [counted]] = await Promise.all([
    ctx.db
      .select({
        ...buyer,
        id: orders.id,
        number: orders.number,
        status: orders.status,
        amountFen: orders.amountFen,
        createdAt: orders.createdAt,
        paidAt: orders.paidAt,
        title: sql<string>`(select min(${orderItems.title}) from ${orderItems} where ${ofOrder})`,
        items: sql<number>`(select count(*)::int from ${orderItems} where ${ofOrder})`,
        single: sql<boolean>`exists (select 1 from ${orderItems} where ${ofOrder} and ${orderItems.courseId} is not null)`,
      })
      .from(orders)
      .leftJoin(enterprises, isEnterprise)
      .leftJoin(trainees, isTrainee)
      .where(where)
      .orderBy(inOrder(query.sort), desc(orders.id))
      .limit(pageSize)
      .offset((query.page - 1) * pageSize),
    ctx.db
      .select({ n: sql<number>`count(*)::int` })
      .from(orders)
      .leftJoin(enterprises, isEnterprise)
      .leftJoin(trainees, isTrainee)
      .where(where),
  ])
  return { rows, total: counted!.n }
}

const ofOrder = sql`${orderItems.buyerId} = ${orders.buyerId} and ${orderItems.orderId} = ${orders.id}`

const sorted = { createdAt: orders.createdAt, amountFen: orders.amountFen, paidAt: orders.paidAt }
/** Orders that were never paid come last; the others have an index, which such a clause would spoil. */
const last = (column: PgColumn) => (column === orders.paidAt ? sql` nulls last` : sql``)
function inOrder(sort: string): SQL {
  const column = sorted[sort.replace(/^-/, '') as keyof typeof sorted] ?? orders.createdAt
  return sort.startsWith('-') ? sql`${column} desc${last(column)}` : sql`${column} asc${last(column)}`
}

function conditions({ q, filters }: OrderQuery): (SQL | undefined)[] {
  const { status, year, region, buyer: kind } = filters
  const span = yearSpan(year)
  return [
    status && Object.hasOwn(orderTransitions, status) ? eq(orders.status, status as OrderStatus) : undefined,
    span ? and(gte(orders.createdAt, span.from), lt(orders.createdAt, span.until)) : undefined,
    region ? eq(sql`coalesce(${enterprises.regionCode}, ${trainees.regionCode})`, region) : undefined,
    kind === 'enterprise' ? isNotNull(enterprises.id) : kind === 'trainee' ? isNull(enterprises.id) : undefined,
    q ? matching(q) : undefined,
  ]
}

/** A number looks like one; else it is a name: of somebody the order is for, or of the enterprise that bought. Sets, so that indexes answer. */
function matching(q: string): SQL {
  if (/^\d{18}$/.test(q)) return eq(orders.number, q)
  if (/^\d{6,}$/.test(q)) return sql`${orders.number} like ${`${q}%`}`
  return sql`(${orders.buyerId}, ${orders.id}) in (
    select ${orderItems.buyerId}, ${orderItems.orderId} from ${trainees}
    join ${orderItems} on ${orderItems.traineeId} = ${trainees.id} where string_to_array(lower(${trainees.name}), null) @> string_to_array(lower(${q}::text), null)
      and strpos(lower(${trainees.name}), lower(${q}::text)) > 0
    union
    select found.buyer_id, found.id from ${enterprises}
    join ${orders} found on found.buyer_id = ${enterprises.id} where strpos(${enterprises.name}, ${q}::text) > 0)`
}

/** As on the page of the enterprise: whole for those who decide about it. */
const seenBy = (ctx: Ctx<Staff>, phone: string) => (ctx.actor.rights.includes('enterprises.review') ? phone : maskPhone(phone))

/** One order with all that happened to its money. @throws NotFound */
export async function getOrderForDesk(ctx: Ctx<Staff>, number: string) {
  requireRight(ctx, 'orders.read')
  const [found] = await ctx.db
    .select({ ...buyer, order: orders, region: regions.name, phoneCipher: enterprises.phoneCipher, contact: enterprises.contactName })
    .from(orders)
    .leftJoin(enterprises, isEnterprise)
    .leftJoin(trainees, isTrainee)
    .leftJoin(regions, eq(regions.code, sql`coalesce(${enterprises.regionCode}, ${trainees.regionCode})`))
    .where(eq(orders.number, number))
  if (!found) throw new NotFound()
  const { buyerId, id } = found.order
  const [tried, received, returned, asked, invoiced, [transfer], history] = await Promise.all([
    listCharges(ctx, { buyerId, id }),
    ctx.db
      .select()
      .from(payments)
      .where(and(eq(payments.buyerId, buyerId), eq(payments.orderId, id)))
      .orderBy(asc(payments.receivedAt)),
    ctx.db
      .select({ refund: refunds, provider: payments.provider, person: trainees.name, title: orderItems.title })
      .from(refunds)
      .innerJoin(payments, and(eq(payments.buyerId, refunds.buyerId), eq(payments.id, refunds.paymentId)))
      .leftJoin(orderItems, and(eq(orderItems.buyerId, refunds.buyerId), eq(orderItems.id, refunds.itemId)))
      .leftJoin(trainees, eq(trainees.id, orderItems.traineeId))
      .where(and(eq(payments.buyerId, buyerId), eq(payments.orderId, id)))
      .orderBy(asc(refunds.requestedAt)),
    ctx.db
      .select({ request: refundRequests, person: trainees.name })
      .from(refundRequests)
      .leftJoin(orderItems, and(eq(orderItems.buyerId, refundRequests.buyerId), eq(orderItems.id, refundRequests.itemId)))
      .leftJoin(trainees, eq(trainees.id, orderItems.traineeId))
      .where(and(eq(refundRequests.buyerId, buyerId), eq(refundRequests.orderId, id)))
      .orderBy(asc(refundRequests.requestedAt)),
    ctx.db
      .select()
      .from(invoices)
      .where(and(eq(invoices.buyerId, buyerId), eq(invoices.orderId, id)))
      .orderBy(asc(invoices.requestedAt)),
    ctx.db
      .select()
      .from(transfers)
      .where(and(eq(transfers.buyerId, buyerId), eq(transfers.orderId, id))),
    listEntries(ctx, eq(auditLog.subjectId, id), 200),
  ])
  const { phoneCipher, ...seen } = found
  return {
    ...seen,
    phone: phoneCipher && seenBy(ctx, enterprisePhoneOf({ id: buyerId, phoneCipher })),
    charges: tried,
    payments: received,
    refunds: returned,
    requests: asked,
    invoices: invoiced,
    transfer: transfer ?? null,
    history: history.toReversed(),
  }
}
export type DeskOrder = Awaited<ReturnType<typeof getOrderForDesk>>

/** Whom and what an order is for, page by page: an enterprise's may be for thousands. @throws NotFound */
export async function listOrderItemsForDesk(ctx: Ctx<Staff>, number: string, page: number) {
  requireRight(ctx, 'orders.read')
  const rows = await ctx.db
    .select({
      id: orderItems.id,
      traineeId: orderItems.traineeId,
      person: trainees.name,
      title: orderItems.title,
      amountFen: orderItems.amountFen,
      endedAt: orderItems.endedAt,
      className: classes.title,
      enrollmentStatus: enrollments.status,
      total: sql<number>`count(*) over ()::int`,
    })
    .from(orders)
    .innerJoin(orderItems, ofOrder)
    .innerJoin(trainees, eq(trainees.id, orderItems.traineeId))
    .innerJoin(enrollments, and(eq(enrollments.traineeId, orderItems.traineeId), eq(enrollments.id, orderItems.enrollmentId)))
    .innerJoin(classes, eq(classes.id, enrollments.classId))
    .where(eq(orders.number, number))
    .orderBy(asc(trainees.name), asc(orderItems.title), asc(orderItems.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
  const total = rows[0]?.total ?? 0
  return { rows, total }
}
