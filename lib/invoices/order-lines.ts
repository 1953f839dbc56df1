import { and, asc, isNull, sql } from 'drizzle-orm'
import { orderItems } from '@/db/schema/checkout'
import type { Ctx } from '@/lib/shared/context'
import { groupBy } from '@/lib/shared/group'
import { sqlArray } from '@/lib/shared/sql-array'
import { type InvoiceLine, invoiceLines } from './rules'

/** What the invoices of these orders are made out for, by order: a class for many in one line, and nothing that was given back. */
export async function listInvoiceLines(ctx: Ctx, of: { buyerId: string; orderId: string }[]): Promise<Map<string, InvoiceLine[]>> {
  if (!of.length) return new Map()
  const ids = (list: string[]) => sqlArray([...new Set(list)], 'uuid')
  const rows = await ctx.db
    .select({
      orderId: orderItems.orderId,
      title: orderItems.title,
      amountFen: sql<number>`sum(${orderItems.amountFen})::int`,
      people: sql<number>`count(*)::int`,
    })
    .from(orderItems)
    .where(
      and(
        sql`${orderItems.buyerId} = any(${ids(of.map(({ buyerId }) => buyerId))})`,
        sql`${orderItems.orderId} = any(${ids(of.map(({ orderId }) => orderId))})`,
        isNull(orderItems.endedAt),
      ),
    )
    .groupBy(orderItems.orderId, orderItems.title, orderItems.courseId)
    .orderBy(asc(orderItems.title))
  const named = rows.map(({ people, title, ...row }) => ({ ...row, title: people > 1 ? `${title}（${people} 人）` : title }))
  return new Map([...groupBy(named, ({ orderId }) => orderId)].map(([orderId, lines]) => [orderId, invoiceLines(lines)]))
}
