/** Money that a gateway says has arrived. `chargeNumber`: ours, of the attempt; `tradeNumber`: the gateway's. */
export type PaymentNotice = { chargeNumber: string; tradeNumber: string; amountFen: number; method: string; paidAt: Date }

/** `on`: the one place that it is for, `wechat` inside WeChat's own browser; absent: all. */
export type PayMethod = {
  id: string
  name: string
  hint: string
  icon: 'smartphone' | 'wallet' | 'landmark' | 'building-2'
  on?: 'desktop' | 'phone' | 'wechat'
}

export type ChargeRequest = {
  number: string
  amountFen: number
  subject: string
  method: string
  expiresAt: Date
  /** The payer's network address. */
  payerAddress: string
  /** Who pays, as the gateway knows them: of its `identity` method alone. */
  payer?: string
  /** Where the payer comes back to, and where the gateway tells of the payment. */
  returnUrl: string
  notifyUrl: string
}

/** `open`: can still be paid; `unknown`: never heard of, or not yet. */
export type ChargeFound = { state: 'open' | 'closed' | 'unknown' } | { state: 'paid'; notice: PaymentNotice }

/** `number`: ours, of the refund. `paidFen`: the whole of the payment that it is a part of. */
export type RefundRequest = {
  number: string
  chargeNumber: string
  tradeNumber: string
  amountFen: number
  paidFen: number
  reason: string
}

/** `accepted`: under way, to be asked again; `unknown`: never heard of; `failed`: will not arrive, and why. */
export type RefundFound = { state: 'accepted' | 'unknown' } | { state: 'done'; doneAt: Date } | { state: 'failed'; words: string }

/**
 * One line of a bill. `number`: ours, of the charge or of the refund; empty: the gateway knows none. `amountFen` is above zero, also of what went
 * back; `feeFen` is below where the gateway gives some of its fee back.
 */
export type BillLine = { kind: 'payment' | 'refund'; tradeNumber: string; number: string; amountFen: number; feeFen: number; at: Date }

/**
 * A way of being paid, as this portal uses it: the demo's sandbox bank and real gateways stand behind the same calls. Plain values come in
 * and go out; a gateway knows no database, and is called outside of any transaction (callGateway). Each call may be repeated with the same
 * number: it counts once. Each throws GatewayRefused for a no, and whatever happened on the way otherwise.
 */
export interface Gateway {
  provider: string
  methods: PayMethod[]
  /** Where its pages are, as sources of a Content-Security-Policy; none: on this portal. */
  origins: string[]
  /** The one method for which the gateway wants to know who pays: where somebody is sent to be known, and who that is by the code they come back with. */
  identity?: {
    method: string
    address(returnUrl: string, state: string): string
    payer(code: string, signal: AbortSignal): Promise<string>
  }
  /** What a page of ours hands to the program that the payer sits in, for an address that isBridged. */
  bridge?(address: string): Record<string, string>
  /** Registers the charge. @returns where the payer goes, or what is shown as a code to be scanned (isScanned), or handed on by a page (isBridged) */
  charge(request: ChargeRequest, signal: AbortSignal): Promise<string>
  /** What became of a charge, by our number. */
  query(chargeNumber: string, signal: AbortSignal): Promise<ChargeFound>
  /** After this the charge cannot be paid any more, also where it was never heard of. @returns the payment when that came first */
  close(chargeNumber: string, signal: AbortSignal): Promise<PaymentNotice | null>
  /** Gives a payment back, or a part of it. */
  refund(request: RefundRequest, signal: AbortSignal): Promise<RefundFound>
  /** What became of a refund, by our number. */
  queryRefund(request: RefundRequest, signal: AbortSignal): Promise<RefundFound>
  /** From which hour on (Asia/Shanghai) there is a bill of the day before. */
  billedAt: number
  /**
   * 账单: all that moved at the gateway on a day (yyyy-mm-dd, Asia/Shanghai). @returns null while there is none: it is not made yet, or nothing moved
   * @throws also for one that is cut off: what its own sums say is not what its lines say
   */
  bill(day: string, signal: AbortSignal): Promise<BillLine[] | null>
  /** Null when the signature, the time or the form of the message does not hold, or it is for somebody else. `nothing`: it tells of no money. */
  readNotice(headers: Headers, body: string, now: Date): PaymentNotice | 'nothing' | null
  /** How it is told that its notice was booked (now or before), or that it does not fit and may come again. */
  answerNotice(booked: boolean): Response
}

/** What is not opened here but scanned with another device. */
export const isScanned = (address: string) => address.startsWith('weixin:')

/** What a page of ours hands to the program around it: WeChat's own browser. */
export const isBridged = (address: string) => address.startsWith('wxpay:')

/** The gateway understood and said no: asking again changes nothing. The message is for finance, in the gateway's words. */
export class GatewayRefused extends Error {}
