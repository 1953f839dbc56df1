import { randomBytes } from 'node:crypto'
import { hmac, sameText } from '@/lib/shared/secrets'
import { minutes } from '@/lib/shared/time'

/** The sandbox bank signs as WeChat Pay APIv3 does: over time, nonce and the raw body, each on a line of its own. */
const signature = (timestamp: string, nonce: string, body: string) => hmac('sandbox-bank', `${timestamp}\n${nonce}\n${body}\n`)

export function signMessage(body: string, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const nonce = randomBytes(16).toString('hex')
  return { 'bank-timestamp': timestamp, 'bank-nonce': nonce, 'bank-signature': signature(timestamp, nonce, body) }
}

/** Whether the bank sent exactly this, in the last five minutes. */
export function messageHolds(headers: Headers, body: string, now: Date): boolean {
  const [timestamp, nonce, signed] = ['bank-timestamp', 'bank-nonce', 'bank-signature'].map((name) => headers.get(name) ?? '')
  const fresh = Math.abs(now.getTime() - Number(timestamp) * 1000) < minutes(5)
  return fresh && sameText(signed!, signature(timestamp!, nonce!, body))
}

/** Opens the bank's page for one order, and no other. */
export const pageToken = (orderNumber: string) => hmac('sandbox-page', orderNumber)
export const pageTokenHolds = (orderNumber: string, token: string) => sameText(token, pageToken(orderNumber))
