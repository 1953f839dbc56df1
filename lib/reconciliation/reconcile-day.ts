import { sql } from 'drizzle-orm'
import { bills } from '@/db/schema/bills'
import { askCharge } from '@/lib/checkout/ask-charges'
import { confirmRefund } from '@/lib/checkout/make-refund'
import { PaymentMismatch } from '@/lib/checkout/receive-payment'
import { GatewayUnreachable } from '@/lib/payments/call-gateway'
import { checkLedger } from '@/lib/payments/check-ledger'
import { type BillLine, GatewayRefused } from '@/lib/payments/gateways/gateway'
import { gatewayOf } from '@/lib/payments/gateways/registry'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { log } from '@/lib/shared/log'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { formatDay } from '@/lib/shared/time'
import { type Bill, type DayKey, fetchBill, findBill, isDay, linesOf, lockBills } from './bills'
import { noteDifference } from './differences'
import { oursOf, unheardCharges, unheardRefunds } from './our-books'
import { compare, type Difference } from './rules'
import { settleThemselves } from './settle-themselves'

/**
 * 对账 of one gateway and one day: its bill is fetched once and kept; what it has and we have not heard of is asked for and booked; what differs
 * then stands as a difference. Done again, it changes nothing that is settled, and settles what has settled itself meanwhile. A closed day stays
 * as it is.
 * @returns null while there is no bill yet
 * @throws NotFound for a gateway that is not set up; GatewayUnreachable, GatewayRefused when it does not give its bill
 */
export async function reconcileDay(ctx: Ctx, key: DayKey): Promise<Bill | null> {
  const gateway = gatewayOf(key.provider)
  if (!gateway) throw new NotFound()
  const bill = (await findBill(ctx, key)) ?? (await fetchBill(ctx, gateway, key))
  if (!bill || bill.closedAt) return bill
  const lines = await linesOf(ctx, key)
  const mended = await mend(ctx, key, lines)
  await inTransaction(ctx, (tx) => settle(tx, key, lines, mended))
  return findBill(ctx, key)
}

/**
 * Somebody of finance does not want to wait for the job. @throws NotFound without the right 'bills.close', and for what is no gateway;
 * Refused('bill_not_yet' | 'bill_unreachable')
 */
export async function fetchDay(ctx: Ctx<Staff>, key: DayKey): Promise<void> {
  requireRight(ctx, 'bills.close')
  const bill = await reconcileDay({ ...ctx, actor: { kind: 'system' } }, key).catch((error) => {
    if (error instanceof GatewayUnreachable || error instanceof GatewayRefused) throw new Refused('bill_unreachable')
    throw error
  })
  if (!bill) throw new Refused('bill_not_yet')
}

/** Asks the gateway about what its bill has and we have not heard of. What it says is booked as ever. @returns what came to be known */
async function mend(ctx: Ctx, { provider }: DayKey, lines: BillLine[]): Promise<Difference[]> {
  const mended: Difference[] = []
  const find = (what: BillLine['kind'], ours: string) => lines.find(({ kind, number }) => kind === what && number === ours)!
  const know = ({ kind, tradeNumber, number, amountFen }: BillLine, { buyerId, orderId }: { buyerId: string; orderId: string }) =>
    mended.push({ kind: `unknown_${kind}`, tradeNumber, number, billFen: amountFen, oursFen: null, buyerId, orderId })
  for (const charge of await unheardCharges(ctx, provider, lines))
    if ((await askCharge(ctx, charge).catch(unlessUnknown)) === 'paid') know(find('payment', charge.number), charge)
  for (const refund of await unheardRefunds(ctx, lines))
    if (await confirmRefund(ctx, refund).catch(unlessUnknown)) know(find('refund', refund.refundId), refund)
  return mended
}

/** What the gateway does not say now stands as a difference, and is asked again. */
function unlessUnknown(error: unknown): null {
  if (!(error instanceof GatewayUnreachable || error instanceof GatewayRefused || error instanceof PaymentMismatch)) throw error
  log().warn({ err: error }, 'a line of a bill could not be asked about')
  return null
}

async function settle(tx: Ctx, key: DayKey, lines: BillLine[], mended: Difference[]): Promise<void> {
  await lockBills(tx, key)
  if ((await findBill(tx, key))!.closedAt) return
  const { differences } = compare(lines, await oursOf(tx, key, lines))
  for (const difference of differences) await noteDifference(tx, key, difference)
  for (const difference of mended) await noteDifference(tx, key, difference, true)
  const others = (await settleThemselves(tx, key.provider)).map((day) => ({ ...key, day }))
  for (const one of new Map([key, ...others].map((day) => [day.day, day])).values()) await sumUp(tx, one)
}

/** Our own sums of a day, which with the differences are those of its bill. */
async function sumUp(tx: Ctx, key: DayKey): Promise<void> {
  const lines = await linesOf(tx, key)
  const { ours } = compare(lines, await oursOf(tx, key, lines))
  await tx.db.update(bills).set({ oursPaidFen: ours.paidFen, oursRefundedFen: ours.refundedFen }).where(isDay(key))
}

/** Days that wait: without a bill, or with something open; of the last thirty, since the first attempt to pay at the gateway. */
export async function dueDays(ctx: Ctx): Promise<DayKey[]> {
  const today = formatDay(ctx.now)
  const rows = await ctx.db.execute<DayKey>(sql`
    with used as (select provider, (min(intended_at) at time zone 'Asia/Shanghai')::date since from charges group by provider)
    select used.provider, to_char(d, 'YYYY-MM-DD') as day
    from used cross join lateral generate_series(greatest(used.since, ${today}::date - 30), ${today}::date - 1, interval '1 day') d
    left join bills on bills.provider = used.provider and bills.day = d::date
    where bills.day is null or (bills.closed_at is null and exists (
      select from bill_differences f where f.provider = bills.provider and f.day = bills.day and f.settled_at is null))
    order by 2, 1`)
  return rows.map(({ provider, day }) => ({ provider, day }))
}

/** Run by a job each hour: what is due of every gateway, and the ledger against the orders. One day that fails must not keep the others waiting. */
export async function reconcileDue(ctx: Ctx): Promise<void> {
  for (const key of await dueDays(ctx)) {
    if (!gatewayOf(key.provider)) continue
    await reconcileDay(ctx, key).catch((error) => log().error({ err: error, ...key }, 'a day could not be reconciled'))
  }
  const faults = await checkLedger(ctx)
  if (faults.length) log().error({ faults: faults.length, first: faults[0] }, 'the ledger and the orders differ')
}
