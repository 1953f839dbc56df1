import { isIP } from 'node:net'
import { decodeClientDataJSON } from '@simplewebauthn/server/helpers'
import { env } from '@/lib/shared/env'

/**
 * For whom passkeys are made: the name that APP_URL has. Null where browsers make none: they want a name and TLS, or this machine. A demo
 * reached as 127.0.0.1 has them at localhost.
 */
export function relyingParty(): { id: string; name: string; origin: string } | null {
  const url = new URL(env().appUrl)
  if (url.hostname === '127.0.0.1') url.hostname = 'localhost'
  const named = !isIP(url.hostname.replace(/^\[|\]$/g, ''))
  const safe = url.protocol === 'https:' || url.hostname === 'localhost'
  return named && safe ? { id: url.hostname, name: env().portalName, origin: url.origin } : null
}

/** Whether the page that asked stood in a frame of somebody else's: ours stands in none (WebAuthn § 13.4.9), and the library does not mind. */
export function askedInFrame({ response }: { response: { clientDataJSON: string } }): boolean {
  const { crossOrigin, topOrigin } = decodeClientDataJSON(response.clientDataJSON)
  return Boolean(crossOrigin || topOrigin)
}
