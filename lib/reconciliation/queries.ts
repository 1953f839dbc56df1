import { and, asc, count, desc, eq, gte, isNull, lt, sql } from 'drizzle-orm'
import { billDifferences, billLines, bills } from '@/db/schema/bills'
import { orders } from '@/db/schema/checkout'
import { staff } from '@/db/schema/identity'
import { charges, payments, refunds } from '@/db/schema/payments'
import { gatewayOf } from '@/lib/payments/gateways/registry'
import type { Ctx, Staff } from '@/lib/shared/context'
import { pageSize } from '@/lib/shared/list-query'
import { requireRight } from '@/lib/shared/staff'
import { formatDay } from '@/lib/shared/time'
import { type Bill, type DayKey, findBill, isDay } from './bills'
import { type BookLine, listBookLines, type Span } from './books'

/** `transfer`: no gateway, the bank's statement is compared by hand; `waiting`: no bill yet. */
export type DayState = 'transfer' | 'waiting' | 'differs' | 'agrees' | 'closed'
export type Day = BookLine & { bill: Bill | null; open: number; state: DayState }

/** Differences that wait for somebody. */
export const differenceWaits = isNull(billDifferences.settledAt)

const stateOf = (provider: string, bill: Bill | null, open: number): DayState => {
  if (bill?.closedAt) return 'closed'
  if (bill) return open ? 'differs' : 'agrees'
  return gatewayOf(provider) ? 'waiting' : 'transfer'
}

/** Days of a span by gateway, the latest first: what our books say and, where there is one, the bill. @throws NotFound without 'bills.read' */
export async function listDays(ctx: Ctx<Staff>, span: Span): Promise<Day[]> {
  requireRight(ctx, 'bills.read')
  const within = and(gte(bills.day, formatDay(span.from)), lt(bills.day, formatDay(span.until)))
  const [lines, kept] = await Promise.all([
    listBookLines(ctx, span),
    ctx.db
      .select({ bill: bills, open: count(billDifferences.id) })
      .from(bills)
      .leftJoin(billDifferences, and(eq(billDifferences.provider, bills.provider), eq(billDifferences.day, bills.day), differenceWaits))
      .where(within)
      .groupBy(bills.provider, bills.day),
  ])
  const keyOf = ({ provider, day }: DayKey) => `${day} ${provider}`
  const days = new Map(lines.map((line) => [keyOf(line), { ...line, bill: null as Bill | null, open: 0 }]))
  const none = { payments: 0, paidFen: 0, refunds: 0, refundedFen: 0 }
  for (const { bill, open } of kept) {
    const { provider, day } = bill
    days.set(keyOf(bill), { ...none, provider, day, ...days.get(keyOf(bill)), bill, open })
  }
  return [...days.values()]
    .filter(({ bill, payments: n, refunds: m }) => n || m || bill?.lines) // a day on which nothing moved is no news
    .map((one) => ({ ...one, state: stateOf(one.provider, one.bill, one.open) }))
    .sort((a, b) => keyOf(b).localeCompare(keyOf(a)))
}

const differences = (ctx: Ctx) =>
  ctx.db
    .select({ difference: billDifferences, orderNumber: orders.number, settledBy: staff.name })
    .from(billDifferences)
    .leftJoin(orders, and(eq(orders.buyerId, billDifferences.buyerId), eq(orders.id, billDifferences.orderId)))
    .leftJoin(staff, eq(staff.id, billDifferences.settledBy))
    .$dynamic()
export type DifferenceRow = Awaited<ReturnType<typeof differences>>[number]

/** What waits for somebody, the oldest first. @throws NotFound without 'bills.read' */
export async function listOpenDifferences(ctx: Ctx<Staff>, most = 50): Promise<DifferenceRow[]> {
  requireRight(ctx, 'bills.read')
  return differences(ctx).where(differenceWaits).orderBy(asc(billDifferences.foundAt), asc(billDifferences.id)).limit(most)
}

/** A day's bill, if there is one, what differs or differed in it, and who closed it. @throws NotFound without 'bills.read' */
export async function findBillForDesk(ctx: Ctx<Staff>, key: DayKey) {
  requireRight(ctx, 'bills.read')
  const [bill, differing, [closed]] = await Promise.all([
    findBill(ctx, key),
    differences(ctx)
      .where(and(eq(billDifferences.provider, key.provider), eq(billDifferences.day, key.day)))
      .orderBy(desc(differenceWaits), asc(billDifferences.id)),
    ctx.db.select({ name: staff.name }).from(bills).innerJoin(staff, eq(staff.id, bills.closedBy)).where(isDay(key)),
  ])
  const open = differing.filter(({ difference }) => !difference.settledAt).length
  return { bill, differences: differing, open, closedBy: closed?.name ?? null, state: stateOf(key.provider, bill, open) }
}

/** What others number their refunds by may be anything. */
const uuid = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'

/** The lines of a bill as the gateway wrote them, each with the order it is of. @throws NotFound without 'bills.read' */
export async function listBillLines(ctx: Ctx<Staff>, { provider, day }: DayKey, page: number) {
  requireRight(ctx, 'bills.read')
  return ctx.db
    .select({ line: billLines, orderNumber: orders.number })
    .from(billLines)
    .leftJoin(charges, and(eq(billLines.kind, 'payment'), eq(charges.number, billLines.number)))
    .leftJoin(
      refunds,
      and(eq(billLines.kind, 'refund'), sql`${refunds.id} = case when ${billLines.number} ~ ${uuid} then ${billLines.number}::uuid end`),
    )
    .leftJoin(payments, and(eq(payments.buyerId, refunds.buyerId), eq(payments.id, refunds.paymentId)))
    .leftJoin(
      orders,
      and(
        eq(orders.buyerId, sql`coalesce(${charges.buyerId}, ${payments.buyerId})`),
        eq(orders.id, sql`coalesce(${charges.orderId}, ${payments.orderId})`),
      ),
    )
    .where(and(eq(billLines.provider, provider), eq(billLines.day, day)))
    .orderBy(asc(billLines.position))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
}
