import { uuidv7 } from '@/db/id'
import { type ledgerAccount, ledgerEntries, type ledgerEvent } from '@/db/schema/ledger'
import type { Ctx } from '@/lib/shared/context'

export type LedgerAccount = (typeof ledgerAccount.enumValues)[number]
export type LedgerEvent = (typeof ledgerEvent.enumValues)[number]

/** As the finance officer reads them. */
export const accountNames: Record<LedgerAccount, string> = {
  clearing: '渠道资金',
  receivable: '应收款',
  revenue: '培训收入',
  refunds_due: '应退款',
  fees: '手续费',
  surplus: '长短款',
}
export const eventNames: Record<LedgerEvent, string> = {
  payment: '收款',
  sale: '确认收入',
  refund_due: '登记应退',
  refund: '退款',
  fees: '渠道手续费',
  difference: '对账差异',
  settlement: '差异处理',
}

type OrderKey = { buyerId: string; id: string }
type Posting = {
  event: LedgerEvent
  reference: string
  /** Whom it is about; none: money of no order. */
  order?: OrderKey
  debit: LedgerAccount
  credit: LedgerAccount
  /** Negative: the other way round. Zero is nothing. */
  amountFen: number
  /** Of the clearing account and of fees. */
  provider?: string
}

const hasProvider = (account: LedgerAccount) => account === 'clearing' || account === 'fees'

/** Writes one movement from an account to another, in the transaction of what moved it. */
export async function post(tx: Ctx, { event, reference, order, debit, credit, amountFen, provider }: Posting): Promise<void> {
  if (amountFen === 0) return
  const postingId = uuidv7(tx.now.getTime())
  const line = (account: LedgerAccount, fen: number) => ({
    id: uuidv7(tx.now.getTime()),
    postingId,
    at: tx.now,
    event,
    reference,
    account,
    amountFen: fen,
    provider: hasProvider(account) ? provider : null,
    buyerId: order?.buyerId,
    orderId: order?.id,
  })
  await tx.db.insert(ledgerEntries).values([line(debit, amountFen), line(credit, -amountFen)])
}
