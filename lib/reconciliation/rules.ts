import type { BillLine } from '@/lib/payments/gateways/gateway'

/** What stands in our own books of what a gateway bills. `number`: of the charge, or of the refund. */
export type Ours = {
  kind: BillLine['kind']
  tradeNumber: string
  number: string
  amountFen: number
  buyerId: string
  orderId: string
}

export type DifferenceKind =
  | 'unknown_payment'
  | 'missing_payment'
  | 'payment_amount'
  | 'unknown_refund'
  | 'missing_refund'
  | 'refund_amount'

/** Null: it stands not in the bill; not in our books. */
export type Difference = {
  kind: DifferenceKind
  tradeNumber: string
  number: string
  billFen: number | null
  oursFen: number | null
  buyerId: string | null
  orderId: string | null
}

type Sums = { paidFen: number; refundedFen: number }

/** A payment is told by the gateway's number, a refund by ours: several may be of one trade. */
const keyOf = ({ kind, tradeNumber, number }: Pick<Ours, 'kind' | 'tradeNumber' | 'number'>) =>
  kind === 'payment' ? `p ${tradeNumber}` : `r ${number || tradeNumber}`

/**
 * Compares the lines of a bill with our books, line by line. `ours`: what the lines name, and what should be in this bill and is in no bill at all.
 * @returns what differs, and our own sums: those of the bill less what differs
 */
export function compare(lines: BillLine[], ours: Ours[]): { differences: Difference[]; ours: Sums } {
  const known = new Map(ours.map((one) => [keyOf(one), one]))
  const differences: Difference[] = []
  for (const line of lines) {
    const { kind, tradeNumber, number, amountFen: billFen } = line
    const one = known.get(keyOf(line))
    known.delete(keyOf(line))
    const facts = {
      tradeNumber,
      number,
      billFen,
      oursFen: one?.amountFen ?? null,
      buyerId: one?.buyerId ?? null,
      orderId: one?.orderId ?? null,
    }
    if (!one) differences.push({ kind: `unknown_${kind}`, ...facts })
    else if (one.amountFen !== billFen) differences.push({ kind: `${kind}_amount`, ...facts })
  }
  for (const { kind, amountFen, tradeNumber, number, buyerId, orderId } of known.values())
    differences.push({ kind: `missing_${kind}`, tradeNumber, number, billFen: null, oursFen: amountFen, buyerId, orderId })
  return { differences, ours: sumsOf(ours) }
}

export const sumsOf = (moved: { kind: BillLine['kind']; amountFen: number }[]): Sums => {
  const sum = (kind: BillLine['kind']) => moved.reduce((total, one) => total + (one.kind === kind ? one.amountFen : 0), 0)
  return { paidFen: sum('payment'), refundedFen: sum('refund') }
}

/** How much more lies at the gateway than our books say, in fen; below zero: less. */
export function moreFen({ kind, billFen, oursFen }: Pick<Difference, 'kind' | 'billFen' | 'oursFen'>): number {
  const more = (billFen ?? 0) - (oursFen ?? 0)
  return kind.includes('payment') ? more : -more
}
