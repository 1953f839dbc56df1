import { payAsKnown } from '@/lib/checkout/start-payment'
import type { Buyer, Ctx } from '@/lib/shared/context'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { sealRefusal } from '@/lib/shared/refusal-link'
import { Refused } from '@/lib/shared/refused'
import { answering, seeOther } from '@/lib/shared/route-handler'

/** Somebody comes back from where WeChat finds out who they are, and goes on to pay; whatever is refused is said by the order's page. */
export const identify = (ctx: Ctx<Buyer> | null, orderId: string, request: Request, orders: string) =>
  answering(async () => {
    if (!ctx || !isId(orderId)) throw new NotFound()
    const { searchParams } = new URL(request.url)
    const [code, state] = [searchParams.get('code') ?? '', searchParams.get('state') ?? '']
    try {
      return seeOther(await payAsKnown(ctx, { orderId, code, state }))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return seeOther(`${orders}/${orderId}?refused=${encodeURIComponent(sealRefusal(error, ctx.now))}`)
    }
  })
