import { callGateway, GatewayUnreachable } from '@/lib/payments/call-gateway'
import { advance, type Charge, intendCharge, liveCharges, lockCharge } from '@/lib/payments/charges'
import { type Gateway, GatewayRefused, isBridged, isScanned } from '@/lib/payments/gateways/gateway'
import { gatewayOf, gateways } from '@/lib/payments/gateways/registry'
import { type Buyer, type Ctx, inTransaction } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { hmac, sameText } from '@/lib/shared/secrets'
import { requireBuyer } from '@/lib/shared/staff'
import { confirmPayment } from './confirm-payment'
import { lockOrder, refuseEnded, requirePending, titleOf } from './orders'

/** `payer`: who pays, as the gateway knows them; of a method that wants to know, without it nobody is charged and somebody is sent there first. */
type Asked = { orderId: string; method: string; payer?: string }

/** Goes with somebody who is sent to be known, and comes back with them: the buyer and the order are the same. */
const payerState = (ctx: Ctx<Buyer>, orderId: string) => hmac('payer-state', `${ctx.actor.id} ${orderId}`)

/**
 * 立即支付, in three steps: writes the charge down, asks the gateway for it outside of any transaction, writes down what it answered. What
 * dies in between is found by watchCharges. May be done again, with another method too: the same method leads to the same charge as long
 * as that can be paid, at a new address (that of H5支付 lives five minutes). The gateways are asked first: the order may be paid already.
 * @returns the address of the gateway's page, or of the order when it is paid already
 * @throws NotFound; Refused('order_expired' | 'order_not_pending' | 'study_period_over' | 'too_many_charges' | 'bank_unreachable' | 'charge_refused')
 */
export async function startPayment(ctx: Ctx<Buyer>, { orderId, method, payer }: Asked): Promise<string> {
  requireBuyer(ctx)
  const [provider = '', kind = ''] = method.split('.')
  const gateway = gatewayOf(provider)
  const page = `${ctx.actor.kind === 'enterprise' ? '/group' : ''}/orders/${orderId}`
  if (await confirmPayment(ctx, orderId)) return page
  if (!gateway?.methods.some(({ id }) => id === kind)) throw new Refused('bank_unreachable')
  if (gateway.identity?.method === kind && !payer) {
    await requirePayable(ctx, orderId)
    return gateway.identity.address(`${env().appUrl}${page}/identify`, payerState(ctx, orderId))
  }
  const { charge, subject } = await inTransaction(ctx, (tx) => intend(tx, orderId, { provider, method: kind }))
  const address = await call(ctx, gateway, charge, { subject, page, payer })
  return (await opened(ctx, charge, address)) ? whereTo(address, page) : page
}

/**
 * Somebody comes back from where a gateway finds out who they are, and goes on to pay there.
 * @returns as startPayment
 * @throws as startPayment; NotFound where another buyer, order or gateway sent them; Refused('payer_unknown') for a code that means nobody
 */
export async function payAsKnown(
  ctx: Ctx<Buyer>,
  { orderId, code, state }: { orderId: string; code: string; state: string },
): Promise<string> {
  const gateway = gateways().find(({ identity }) => identity)
  if (!gateway || !sameText(state, payerState(ctx, orderId))) throw new NotFound()
  const { method, payer } = gateway.identity!
  const known = await callGateway(ctx, gateway, 'payer', (signal) => payer(code, signal)).catch((error) => {
    if (error instanceof GatewayRefused) throw new Refused('payer_unknown') // used before, as by going back
    if (error instanceof GatewayUnreachable) throw new Refused('bank_unreachable')
    throw error
  })
  return startPayment(ctx, { orderId, method: `${gateway.provider}.${method}`, payer: known })
}

/** What is scanned, or handed to the program around, is shown on a page of ours. */
const whereTo = (address: string, page: string) => (isScanned(address) ? `${page}/scan` : isBridged(address) ? `${page}/wechat` : address)

/** Nobody is sent away from an order that cannot be paid. */
const requirePayable = (ctx: Ctx<Buyer>, orderId: string) =>
  inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, { buyerId: tx.actor.id, id: orderId })
    if (!order) throw new NotFound()
    requirePending(tx, order)
    await refuseEnded(tx, order)
  })

async function intend(tx: Ctx<Buyer>, orderId: string, way: { provider: string; method: string }) {
  const order = await lockOrder(tx, { buyerId: tx.actor.id, id: orderId })
  if (!order) throw new NotFound()
  requirePending(tx, order)
  await refuseEnded(tx, order)
  const same = (await liveCharges(tx, order)).find(
    ({ provider, method, expiresAt }) => provider === way.provider && method === way.method && expiresAt > tx.now,
  )
  return { charge: same ?? (await intendCharge(tx, order, way)), subject: await titleOf(tx, order) }
}

/** The same number as often as it takes: the gateway has one charge of it. */
async function call(
  ctx: Ctx<Buyer>,
  gateway: Gateway,
  charge: Charge,
  { subject, page, payer }: { subject: string; page: string; payer?: string },
): Promise<string> {
  const { number, amountFen, method, expiresAt } = charge
  const { appUrl } = env()
  const request = {
    number,
    amountFen,
    subject,
    method,
    expiresAt,
    payerAddress: ctx.actor.address,
    payer,
    returnUrl: `${appUrl}${page}?from=bank`,
    notifyUrl: `${appUrl}/api/payments/${gateway.provider}/notify`,
  }
  try {
    return await callGateway(ctx, gateway, 'charge', (signal) => gateway.charge(request, signal))
  } catch (error) {
    if (error instanceof GatewayUnreachable) throw new Refused('bank_unreachable')
    if (!(error instanceof GatewayRefused)) throw error
    await record(ctx, charge, (tx, current) => advance(tx, current, 'fail', { problem: error.message }))
    throw new Refused('charge_refused')
  }
}

/** @returns whether the order still waits: it may have been paid another way meanwhile, and then the charge is closed by watchCharges */
const opened = (ctx: Ctx<Buyer>, charge: Charge, address: string) =>
  record(ctx, charge, async (tx, current, waits) => {
    await advance(tx, current, 'open', { address })
    return waits
  })

/** Locks the order, then the charge, as everybody does. */
const record = <T>(ctx: Ctx<Buyer>, charge: Charge, write: (tx: Ctx, current: Charge, waits: boolean) => Promise<T>): Promise<T> =>
  inTransaction(ctx, async (tx) => {
    const order = await lockOrder(tx, { buyerId: charge.buyerId, id: charge.orderId })
    return write(tx, await lockCharge(tx, charge), order?.status === 'pending')
  })
