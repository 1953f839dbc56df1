import { db } from '@/db/client'
import { gatewayOf } from '@/lib/checkout/gateways/registry'
import { PaymentMismatch, receivePayment } from '@/lib/checkout/receive-payment'
import type { Ctx } from '@/lib/shared/context'
import { log } from '@/lib/shared/log'

/** The bank's notice. 200 means booked, now or before; anything else makes the bank send it again. */
export async function POST(request: Request) {
  const gateway = gatewayOf('sandbox')
  if (!gateway) return new Response(null, { status: 404 })
  const size = request.headers.get('content-length')
  if (size === null || Number(size) > 16_384) return new Response(null, { status: 413 }) // before it is read
  const now = new Date()
  const body = await request.text()
  const notice = gateway.readNotice(request.headers, body, now)
  if (!notice) return Response.json({ code: 'SIGN_ERROR', message: '签名不对' }, { status: 401 })
  const ctx: Ctx = { actor: { kind: 'system' }, now, db: db() }
  try {
    await receivePayment(ctx, gateway.provider, notice)
    return Response.json({ code: 'SUCCESS' })
  } catch (error) {
    if (!(error instanceof PaymentMismatch)) throw error
    log().error({ err: error }, 'payment notice does not fit')
    return Response.json({ code: 'MISMATCH', message: '订单或金额不符' }, { status: 400 })
  }
}
