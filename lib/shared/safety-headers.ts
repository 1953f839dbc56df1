import type { IncomingMessage, ServerResponse } from 'node:http'
import { env } from './env'

/** One year, the least that ASVS 3.4.1 takes; names under the portal's own are reached by https as well or not at all. */
const hsts = 'max-age=31536000; includeSubDomains'

/** What search engines may keep: the pages that anybody opens. Everything else is private until it is listed here. */
const listed = /^\/(?:$|courses(?:\/|$)(?!order)|programs$|notices(?:\/|$)|legal\/|\.well-known\/|_next\/static\/|robots\.txt$|favicon)/

/** On every answer, whoever writes it: Next, a hot path, or the door itself. What differs by page is in page-headers.ts. */
export function setSafetyHeaders(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('x-frame-options', 'DENY')
  response.setHeader('content-security-policy', "base-uri 'none'; frame-ancestors 'none'") // pages put a whole one in its place
  response.setHeader('referrer-policy', 'same-origin')
  response.setHeader('permissions-policy', 'camera=(), microphone=(), geolocation=()')
  response.setHeader('cross-origin-opener-policy', 'same-origin')
  response.setHeader('cross-origin-resource-policy', 'same-origin')
  if (env().appUrl.startsWith('https:')) response.setHeader('strict-transport-security', hsts)
  if (!listed.test((request.url ?? '/').split('?', 1)[0]!)) response.setHeader('x-robots-tag', 'noindex')
}
