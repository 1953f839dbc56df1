import { traineeCtxOrNull } from '@/lib/identity/session'
import { identify } from '../_components/identify'

/** Where WeChat sends a trainee back to, known now. */
export const GET = async (request: Request, { params }: { params: Promise<{ orderId: string }> }) =>
  identify(await traineeCtxOrNull(), (await params).orderId, request, '/orders')
