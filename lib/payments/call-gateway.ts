import { type Ctx, isTransaction } from '@/lib/shared/context'
import { log } from '@/lib/shared/log'
import { seconds } from '@/lib/shared/time'
import { type Gateway, GatewayRefused } from './gateways/gateway'

/** A gateway that has not answered by then is as good as gone: what became of the call is asked later. */
const deadline = seconds(10)

/** Nobody knows what became of a call: the line, the time, or an answer that is none. */
export class GatewayUnreachable extends Error {}

/**
 * Calls a gateway, outside of any transaction: one that takes its time must hold no lock and no connection.
 * @throws GatewayRefused when it said no; GatewayUnreachable when nobody knows
 */
export async function callGateway<T>(
  ctx: Ctx,
  { provider }: Gateway,
  verb: string,
  call: (signal: AbortSignal) => Promise<T>,
  within = deadline,
): Promise<T> {
  if (isTransaction(ctx)) throw new Error(`${provider} ${verb} inside a transaction`)
  try {
    return await call(AbortSignal.timeout(within))
  } catch (error) {
    log().warn({ err: error, provider, verb }, 'gateway')
    if (error instanceof GatewayRefused) throw error
    throw new GatewayUnreachable(`${provider} ${verb}`, { cause: error })
  }
}
