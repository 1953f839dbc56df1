import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { orders, transfers } from '@/db/schema/checkout'
import { enterprises, trainees } from '@/db/schema/identity'
import { payments } from '@/db/schema/payments'
import { record } from '@/lib/audit/record'
import type { Ctx, Staff } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { readFirstTable } from '@/lib/shared/spreadsheet/first-table'
import { Unreadable } from '@/lib/shared/spreadsheet/row'
import { requireRight } from '@/lib/shared/staff'
import { stage, staged } from '@/lib/shared/staged'
import { buyer, isEnterprise, isTrainee } from './buyers'
import { confirmTransfer } from './confirm-transfer'
import { transferWaits } from './desk-transfers'
import type { OrderStatus } from './order-states'
import { transferProvider } from './rules'
import { mostStatementLines, orderNumbersIn, readStatement, type StatementLine } from './statement-table'
import { receivedOf } from './unreturned'

export const mostStatementBytes = 4e6

type Statement = { name: string; lines: StatementLine[]; unread: number[] }

/**
 * Keeps a bank's statement for its preview. Nothing is booked.
 * @returns its id @throws NotFound without the right 'transfers.confirm'; Refused('statement_…')
 */
export async function stageStatement(ctx: Ctx<Staff>, { name, bytes }: { name: string; bytes: Buffer }): Promise<string> {
  requireRight(ctx, 'transfers.confirm')
  if (bytes.length > mostStatementBytes) throw new Refused('statement_large', { size: mostStatementBytes / 1e6 })
  const table = await readFirstTable(bytes, { mostRows: 3 * mostStatementLines, mostColumns: 40 }).catch((error) => {
    if (error instanceof Unreadable) throw new Refused('statement_unreadable', { reason: error.message })
    throw error
  })
  const found = readStatement(table)
  await record(ctx, 'transfer.statement', undefined, { rows: found.lines.length })
  return stage(ctx, { name, ...found } satisfies Statement)
}

/** `named`: no order's number, but the payer and the amount are those of one transfer alone. */
export type MatchState = 'recorded' | 'exact' | 'named' | 'less' | 'more' | 'ended' | 'not_announced' | 'no_order' | 'several' | 'none'
export type MatchedLine = StatementLine & {
  state: MatchState
  order: { buyerId: string; orderId: string; number: string; buyerName: string; dueFen: number } | null
}

/** May be booked from here; those that agree are ticked beforehand. */
export const bookable: readonly MatchState[] = ['exact', 'named', 'less', 'more', 'ended']

/** The lines of a statement beside the transfers that wait, as they are now. @throws NotFound, also for somebody else's and after a day */
export async function getStatement(ctx: Ctx<Staff>, importId: string): Promise<{ name: string; lines: MatchedLine[]; unread: number[] }> {
  requireRight(ctx, 'transfers.confirm')
  const { name, lines, unread } = await staged<Statement>(ctx, importId)
  return { name, lines: await matchLines(ctx, lines), unread }
}

type Candidate = Awaited<ReturnType<typeof candidates>>[number]

const candidates = (ctx: Ctx) =>
  ctx.db
    .select({
      ...buyer,
      buyerId: orders.buyerId,
      orderId: orders.id,
      number: orders.number,
      status: orders.status,
      amountFen: orders.amountFen,
      receivedFen: receivedOf,
      announcedAt: transfers.announcedAt,
      confirmedAt: transfers.confirmedAt,
    })
    .from(orders)
    .leftJoin(transfers, and(eq(transfers.buyerId, orders.buyerId), eq(transfers.orderId, orders.id)))
    .leftJoin(enterprises, isEnterprise)
    .leftJoin(trainees, isTrainee)
    .$dynamic()

async function matchLines(ctx: Ctx, lines: StatementLine[]): Promise<MatchedLine[]> {
  const numbers = [...new Set(lines.flatMap(({ remark }) => orderNumbersIn(remark)))]
  const references = lines.map(({ reference }) => reference)
  const [named, waiting, booked] = await Promise.all([
    numbers.length ? candidates(ctx).where(inArray(orders.number, numbers)) : [],
    candidates(ctx).where(transferWaits),
    ctx.db
      .select({ reference: payments.tradeNumber })
      .from(payments)
      .where(and(eq(payments.provider, transferProvider), inArray(payments.tradeNumber, references))),
  ])
  const byNumber = new Map(named.map((one) => [one.number, one]))
  const recorded = new Set(booked.map(({ reference }) => reference))
  const dueNow = new Map<string, number>() // several lines may pay one order
  return lines.map((line): MatchedLine => {
    if (recorded.has(line.reference)) return { ...line, state: 'recorded', order: null }
    const told = orderNumbersIn(line.remark)
    if (told.length > 1) return { ...line, state: 'several', order: null }
    const order = told.length ? byNumber.get(told[0]!) : onlyOne(waiting, line)
    if (!order) return { ...line, state: told.length ? 'no_order' : 'none', order: null }
    const dueFen = dueNow.get(order.orderId) ?? dueOf(order)
    const { buyerId, orderId, number, buyerName } = order
    const state = stateOf(order, line.amountFen - dueFen, told.length > 0)
    if (bookable.includes(state)) dueNow.set(orderId, Math.max(0, dueFen - line.amountFen))
    return { ...line, state, order: { buyerId, orderId, number, buyerName, dueFen } }
  })
}

const pays: OrderStatus[] = ['pending', 'cancelled', 'expired']
const dueOf = ({ status, amountFen, receivedFen }: Candidate) => amountFen - (pays.includes(status) ? receivedFen : 0)

function onlyOne(waiting: Candidate[], { payer, amountFen }: StatementLine): Candidate | null {
  const plain = (name: string) => name.normalize('NFKC').replace(/\s/g, '')
  const same = payer ? waiting.filter((one) => plain(one.buyerName) === plain(payer) && dueOf(one) === amountFen) : []
  return same.length === 1 ? same[0]! : null
}

function stateOf({ announcedAt, confirmedAt, status }: Candidate, overFen: number, told: boolean): MatchState {
  if (!announcedAt || confirmedAt) return 'not_announced'
  if (status !== 'pending') return 'ended'
  if (overFen === 0) return told ? 'exact' : 'named'
  return overFen < 0 ? 'less' : 'more'
}

/** Of a form with a checkbox for each line: row-12 is that of row 12. */
export const BookStatementInput = z.looseObject({ importId: z.uuid() }).transform(({ importId, ...ticked }) => ({
  importId,
  rows: Object.keys(ticked).flatMap((name) => (/^row-\d{1,7}$/.test(name) ? [Number(name.slice(4))] : [])),
}))

/**
 * Books the chosen lines, each by itself, as if somebody of finance had confirmed one after the other (confirmTransfer). What was booked
 * meanwhile, or fits no more, changes nothing. @returns how many were booked, and the rows of those that were not
 * @throws NotFound without the right 'transfers.confirm'; Refused('statement_chosen')
 */
export async function bookStatement(ctx: Ctx<Staff>, { importId, rows }: z.output<typeof BookStatementInput>) {
  const { lines } = await getStatement(ctx, importId)
  const chosen = lines.filter(({ row, state, order }) => rows.includes(row) && bookable.includes(state) && order)
  if (!chosen.length) throw new Refused('statement_chosen')
  const failed: number[] = []
  for (const { row, order, amountFen, reference, paidOn, state } of chosen) {
    const differs = state === 'less' || state === 'more' || state === 'ended'
    const found = { buyerId: order!.buyerId, orderId: order!.orderId, amountFen, reference, paidOn, differs }
    await confirmTransfer(ctx, found).catch((error) => {
      if (!(error instanceof Refused)) throw error
      failed.push(row)
    })
  }
  return { booked: chosen.length - failed.length, failed }
}
