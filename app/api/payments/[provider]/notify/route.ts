import { db } from '@/db/client'
import { PaymentMismatch, receivePayment } from '@/lib/checkout/receive-payment'
import { gatewayOf } from '@/lib/payments/gateways/registry'
import type { Ctx } from '@/lib/shared/context'
import { log } from '@/lib/shared/log'
import { readBody } from '@/lib/shared/upload'

/** A gateway's notice, of every gateway. It is told that the money is booked, now or before; anything else makes it tell again. */
export async function POST(request: Request, { params }: { params: Promise<{ provider: string }> }) {
  const gateway = gatewayOf((await params).provider)
  if (!gateway) return new Response(null, { status: 404 })
  const body = await readBody(request, 16_384)
  if (!body) return new Response(null, { status: 413 })
  const now = new Date()
  const notice = gateway.readNotice(request.headers, body.toString(), now)
  if (!notice) return Response.json({ code: 'SIGN_ERROR', message: '签名不对' }, { status: 401 })
  if (notice === 'nothing') return gateway.answerNotice(true)
  const ctx: Ctx = { actor: { kind: 'system' }, now, db: db() }
  try {
    await receivePayment(ctx, gateway.provider, notice)
    return gateway.answerNotice(true)
  } catch (error) {
    if (!(error instanceof PaymentMismatch)) throw error
    log().error({ err: error }, 'payment notice does not fit')
    return gateway.answerNotice(false)
  }
}
