import { callGateway, GatewayUnreachable } from '@/lib/payments/call-gateway'
import { advance, askLater, type Charge, liveCharges, lockCharge, underWay } from '@/lib/payments/charges'
import { GatewayRefused } from '@/lib/payments/gateways/gateway'
import { gatewayOf } from '@/lib/payments/gateways/registry'
import type { ChargeStatus } from '@/lib/payments/states'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { log } from '@/lib/shared/log'
import { Refused } from '@/lib/shared/refused'
import { later } from '@/lib/shared/time'
import { lockOrder, type OrderKey } from './orders'
import { PaymentMismatch, receivePayment } from './receive-payment'

/**
 * Asks the gateway what became of a charge, and does what follows: books the money, or knows that none will come.
 * @returns its state now
 * @throws GatewayUnreachable, GatewayRefused: nothing is known, nothing changed
 */
export async function askCharge(ctx: Ctx, charge: Charge): Promise<ChargeStatus> {
  const gateway = gatewayOf(charge.provider)
  if (!gateway) throw new GatewayUnreachable(`${charge.provider} is not set up any more`)
  const found = await callGateway(ctx, gateway, 'query', (signal) => gateway.query(charge.number, signal))
  if (found.state === 'paid') {
    await receivePayment(ctx, gateway.provider, found.notice)
    return 'paid'
  }
  return found.state === 'closed' ? end(ctx, charge) : charge.status
}

/**
 * Makes sure that a charge brings no money any more; finds out, too, that it brought some a moment ago. One whose call may be under way
 * cannot be closed yet: the gateway might hear of it after that.
 * @returns its state now @throws as askCharge
 */
export async function closeCharge(ctx: Ctx, charge: Charge): Promise<ChargeStatus> {
  if (charge.status === 'intended' && later(charge.intendedAt, underWay) > ctx.now) return 'intended'
  const gateway = gatewayOf(charge.provider)
  if (!gateway) {
    if (charge.expiresAt > ctx.now) throw new GatewayUnreachable(`${charge.provider} is not set up any more`)
    return end(ctx, charge) // nobody can pay there after this, and no notice would be read
  }
  const notice = await callGateway(ctx, gateway, 'close', (signal) => gateway.close(charge.number, signal))
  if (!notice) return end(ctx, charge)
  await receivePayment(ctx, gateway.provider, notice)
  return 'paid'
}

const end = (ctx: Ctx, charge: Charge): Promise<ChargeStatus> =>
  inTransaction(ctx, async (tx) => {
    await lockOrder(tx, { buyerId: charge.buyerId, id: charge.orderId })
    const current = await lockCharge(tx, charge)
    return (await advance(tx, current, 'close')) ? 'closed' : current.status
  })

/**
 * Asks about all charges of an order that may still bring money. A gateway that does not answer is asked again by itself (watchCharges).
 * @returns whether one was paid
 */
export async function askCharges(ctx: Ctx, order: OrderKey, sparing = 0): Promise<boolean> {
  const due = (await liveCharges(ctx, order)).filter(({ askedAt }) => !sparing || !askedAt || later(askedAt, sparing) <= ctx.now)
  if (sparing) await Promise.all(due.map((charge) => askLater(ctx, charge)))
  const asked = due.map((charge) => askCharge(ctx, charge).catch(unlessSilent))
  return (await Promise.all(asked)).includes('paid')
}

/** What a page need not fail for: it is in the log, and watchCharges asks again. */
function unlessSilent(error: unknown): null {
  if (error instanceof PaymentMismatch) log().error({ err: error }, 'a gateway tells of another amount')
  else if (!(error instanceof GatewayUnreachable || error instanceof GatewayRefused)) throw error
  return null
}

/**
 * Closes an order where it could be paid, before its seats are given to somebody else. Finds out there, too, that it was paid a moment ago.
 * @returns false when it was
 * @throws Refused('bank_unreachable') while a gateway does not say; Refused('payment_starting') while one is being asked for a page to pay
 * at; Refused('payment_mismatch') when another amount was paid there
 */
export async function closedAtGateways(ctx: Ctx, order: OrderKey): Promise<boolean> {
  for (const charge of await liveCharges(ctx, order)) {
    const status = await closeCharge(ctx, charge).catch((error) => {
      if (unlessSilent(error) === null) throw new Refused(error instanceof PaymentMismatch ? 'payment_mismatch' : 'bank_unreachable')
    })
    if (status === 'intended') throw new Refused('payment_starting')
    if (status === 'paid') return false
  }
  return true
}

/** An order that ends has no charge that could bring money, asked under its lock. @throws Refused('payment_starting') */
export async function requireUncharged(tx: Ctx, order: OrderKey): Promise<void> {
  if ((await liveCharges(tx, order)).length) throw new Refused('payment_starting')
}
