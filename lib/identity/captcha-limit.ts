import { createBucket } from '@/lib/shared/bucket'
import { networkOfAddress } from '@/lib/shared/network'

/**
 * Pictures for a network: three hundred at once, then one a second. An office of two hundred signs in at nine behind one address; drawing
 * one takes some ten milliseconds, so the steady rate is a hundredth of a core. A spoken one costs six times as much. See docs/decisions/0033.
 */
const bucket = createBucket({ capacity: 300, perSecond: 1, keys: 20_000 })
export const costs = { picture: 1, sound: 6 } as const

/** Null when it may be made, else the answer that says when to come again. */
export function refuseCaptcha(address: string, kind: keyof typeof costs, nowMs: number): Response | null {
  const seconds = bucket.take(networkOfAddress(address), costs[kind], nowMs)
  if (!seconds) return null
  return new Response(`获取验证码太频繁，请 ${seconds} 秒后再试。`, {
    status: 429,
    headers: { 'retry-after': String(seconds), 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  })
}
