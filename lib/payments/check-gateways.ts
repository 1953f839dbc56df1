import { log } from '@/lib/shared/log'
import { minutes, seconds } from '@/lib/shared/time'
import { gateways } from './gateways/registry'

/**
 * What an operator should know about the gateways when the portal starts: one that cannot be reached, and a clock of this machine that differs from theirs
 * by more than a minute (微信支付 takes and we believe nothing that is five minutes off).
 */
export async function checkGateways(now: () => Date): Promise<string[]> {
  const lines = await Promise.all(
    gateways().map(async ({ provider, origins: [origin] }) => {
      if (!origin) return null
      const answer = await fetch(origin, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(seconds(5)) }).catch((error) => {
        log().warn({ err: error, provider }, 'gateway')
        return null
      })
      if (!answer) return `${provider} cannot be reached from this machine (${origin}): nobody can pay there`
      const theirs = Date.parse(answer.headers.get('date') ?? '')
      const apart = Math.abs(now().getTime() - theirs)
      return apart > minutes(1)
        ? `the clock of this machine is ${Math.round(apart / 1000)} seconds off that of ${provider}: set it by NTP`
        : null
    }),
  )
  return lines.filter((line) => line !== null)
}
