import type { Ctx } from '@/lib/shared/context'

/** Money that a gateway says has arrived. */
export type PaymentNotice = { orderNumber: string; tradeNumber: string; amountFen: number; method: string; paidAt: Date }

export type PayMethod = { id: string; name: string; hint: string; icon: 'smartphone' | 'wallet' | 'landmark' }

export type Charge = { orderNumber: string; amountFen: number; subject: string; method: string; expiresAt: Date; returnUrl: string }

/** What every way of being paid offers. The demo's sandbox bank and real gateways stand behind the same calls. */
export interface Gateway {
  provider: string
  methods: PayMethod[]
  /** Registers the charge; the same order may be charged again with another method. @returns where the payer goes */
  charge(ctx: Ctx, charge: Charge): Promise<string>
  /** @returns the notice, or null when the signature, the time or the form of the message does not hold */
  readNotice(headers: Headers, body: string, now: Date): PaymentNotice | null
  /** Asks about an order. `open`: can still be paid. */
  query(ctx: Ctx, orderNumber: string): Promise<{ state: 'open' | 'closed' | 'unknown' } | { state: 'paid'; notice: PaymentNotice }>
  /** After this the order cannot be paid any more. @returns the payment when it came first */
  close(ctx: Ctx, orderNumber: string): Promise<PaymentNotice | null>
  /** Gives a payment back, or a part of it. May be asked again with the same `refundId`: it goes back once. */
  refund(ctx: Ctx, payment: { orderNumber: string; tradeNumber: string; amountFen: number; refundId: string }): Promise<void>
}
