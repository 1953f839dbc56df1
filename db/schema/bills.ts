import { sql } from 'drizzle-orm'
import { bigint, check, date, foreignKey, index, integer, pgEnum, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../columns'

const day = () => date({ mode: 'string' }).notNull()
const fen = () => bigint({ mode: 'number' }).notNull()

/** 账单: what a gateway says that it took and gave back on one day (Asia/Shanghai), and what stands here for the same. Closed by a person. */
export const bills = pgTable(
  'bills',
  {
    provider: text().notNull(),
    day: day(),
    fetchedAt: at().notNull(),
    lines: integer().notNull(),
    paidFen: fen(),
    refundedFen: fen(),
    /** What the gateway keeps for itself; what it gave back of that with refunds is taken off. */
    feeFen: fen(),
    /** Of our own books: what the lines found here, and what they should have. */
    oursPaidFen: fen(),
    oursRefundedFen: fen(),
    closedAt: at(),
    closedBy: uuid(),
  },
  (t) => [primaryKey({ columns: [t.provider, t.day] }), check('bills_closed', sql`(${t.closedAt} is null) = (${t.closedBy} is null)`)],
)

export const billLineKind = pgEnum('bill_line_kind', ['payment', 'refund'])

/** Only ever added: what a gateway wrote stays as it wrote it. */
export const billLines = pgTable(
  'bill_lines',
  {
    provider: text().notNull(),
    day: day(),
    position: integer().notNull(),
    kind: billLineKind().notNull(),
    tradeNumber: text().notNull(),
    /** Ours, which the gateway knows it by: of the charge, or of the refund. */
    number: text().notNull(),
    amountFen: integer().notNull(),
    feeFen: integer().notNull(),
    at: at().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.provider, t.day, t.position] }),
    index().on(t.tradeNumber),
    index().on(t.number),
    foreignKey({ columns: [t.provider, t.day], foreignColumns: [bills.provider, bills.day] }),
    check('bill_lines_amount', sql`${t.amountFen} > 0`),
  ],
)

/** `kept`: left as surplus or shortage; `foreign`: no money of this portal; the others settle themselves. */
export const differenceOutcome = pgEnum('difference_outcome', ['received', 'matched', 'offset', 'kept', 'foreign'])
export const differenceKind = pgEnum('difference_kind', [
  'unknown_payment',
  'missing_payment',
  'payment_amount',
  'unknown_refund',
  'missing_refund',
  'refund_amount',
])

/** 差异: one thing in which a bill and our own books differ. It waits for a person unless it settled itself. */
export const billDifferences = pgTable(
  'bill_differences',
  {
    id: id().primaryKey(),
    provider: text().notNull(),
    day: day(),
    kind: differenceKind().notNull(),
    tradeNumber: text().notNull(),
    /** Ours, of the charge or of the refund; for what is unknown here, as the bill has it. */
    number: text().notNull(),
    /** Null: it is not in the bill; not in our books. */
    billFen: integer(),
    oursFen: integer(),
    buyerId: uuid(),
    orderId: uuid(),
    foundAt: at().notNull(),
    outcome: differenceOutcome(),
    settledAt: at(),
    /** Null: it settled itself. */
    settledBy: uuid(),
    note: text(),
  },
  (t) => [
    unique('bill_differences_once').on(t.provider, t.kind, t.tradeNumber, t.number),
    index().on(t.provider, t.day),
    index().on(t.foundAt).where(sql`${t.settledAt} is null`),
    foreignKey({ columns: [t.provider, t.day], foreignColumns: [bills.provider, bills.day] }),
    check('bill_differences_settled', sql`(${t.settledAt} is null) = (${t.outcome} is null)`),
    check('bill_differences_by_hand', sql`(${t.settledBy} is null) = (${t.outcome} is null or ${t.outcome} not in ('kept', 'foreign'))`),
  ],
)
