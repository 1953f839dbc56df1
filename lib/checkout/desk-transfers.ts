import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { orders, transfers } from '@/db/schema/checkout'
import { enterprises, staff, trainees } from '@/db/schema/identity'
import type { Ctx, Staff } from '@/lib/shared/context'
import { containing } from '@/lib/shared/like'
import { type ListQuery, pageSize } from '@/lib/shared/list-query'
import { NotFound } from '@/lib/shared/not-found'
import { requireRight } from '@/lib/shared/staff'
import { buyer, isEnterprise, isTrainee } from './buyers'
import { receivedOf } from './unreturned'

export const transferFilters = ['state'] as const

/** Money that is still expected. Whose order has ended, or was paid in another way, waits for nothing; should it come all the same, it is found in the list. */
export const transferWaits = and(isNull(transfers.confirmedAt), eq(orders.status, 'pending'))!

const columns = {
  ...buyer,
  orderId: orders.id,
  number: orders.number,
  amountFen: orders.amountFen,
  orderStatus: orders.status,
  createdAt: orders.createdAt,
  expiresAt: orders.expiresAt,
  announcedAt: transfers.announcedAt,
  confirmedAt: transfers.confirmedAt,
  reference: transfers.reference,
  confirmedBy: staff.name,
  /** Parts that came before: without what is back or owed back. */
  receivedFen: receivedOf,
}

const all = (ctx: Ctx) =>
  ctx.db
    .select({ ...columns, total: sql<number>`count(*) over ()::int` })
    .from(transfers)
    .innerJoin(orders, and(eq(orders.buyerId, transfers.buyerId), eq(orders.id, transfers.orderId)))
    .leftJoin(enterprises, isEnterprise)
    .leftJoin(trainees, isTrainee)
    .leftJoin(staff, eq(staff.id, transfers.confirmedBy))
    .$dynamic()

/** Announced transfers, those that wait first. Found by the order's number, the enterprise's name, the bank's number or the amount. */
export async function listTransfers(ctx: Ctx<Staff>, { q, page, filters }: ListQuery<(typeof transferFilters)[number]>) {
  requireRight(ctx, 'orders.read')
  const like = containing(q)
  const amountFen = /^\d{1,8}(\.\d{1,2})?$/.test(q) ? Math.round(Number(q) * 100) : -1
  const rows = await all(ctx)
    .where(
      and(
        filters.state === 'waiting' ? transferWaits : filters.state === 'confirmed' ? isNotNull(transfers.confirmedAt) : undefined,
        q
          ? sql`(${orders.number} like ${like} or ${buyer.buyerName} like ${like} or ${transfers.reference} like ${like} or ${orders.amountFen} = ${amountFen})`
          : undefined,
      ),
    )
    .orderBy(
      sql`case when ${transferWaits} then ${transfers.announcedAt} end asc nulls last`,
      desc(transfers.confirmedAt),
      desc(transfers.announcedAt),
    )
    .limit(pageSize)
    .offset((page - 1) * pageSize)
  const total = rows[0]?.total ?? 0
  return { rows, total }
}

/** @throws NotFound, also where no transfer was announced */
export async function getTransfer(ctx: Ctx<Staff>, number: string) {
  requireRight(ctx, 'orders.read')
  const [row] = await all(ctx).where(eq(orders.number, number))
  if (!row) throw new NotFound()
  return row
}
