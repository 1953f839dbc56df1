import { identify } from '@/app/(center)/orders/[orderId]/_components/identify'
import { enterpriseCtxOrNull } from '@/lib/identity/session'

/** Where WeChat sends an enterprise back to, known now. */
export const GET = async (request: Request, { params }: { params: Promise<{ orderId: string }> }) =>
  identify(await enterpriseCtxOrNull(), (await params).orderId, request, '/group/orders')
