import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Gives each page a Content-Security-Policy with a nonce of its own, which Next reads from the request, and tells the page its
 * path, so that somebody whose session ended lands there again. Nobody is let in or kept out here: every query and command
 * checks for itself. Done in front of Next, because Next's own proxy costs more than many a page. `paidAt`: where gateways have their pages,
 * to which a form of ours leads somebody without scripts.
 */
export function setPageHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  { dev, paidAt }: { dev: boolean; paidAt: readonly string[] },
): void {
  const asked = request.url ?? '/'
  if (asked.startsWith('/_next/')) return
  request.headers['x-path'] = asked.replace(/[?&]_rsc=[^&]*/, '') // which Next adds when a link is followed
  if (asked.startsWith('/api/')) return
  const nonce = randomBytes(16).toString('base64')
  const policy = [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' blob: data:`,
    `media-src 'self' blob: data:`,
    `worker-src 'self' blob:`,
    `frame-ancestors 'none'`,
    [`form-action 'self'`, ...paidAt].join(' '),
    `base-uri 'none'`,
    `object-src 'none'`,
  ].join('; ')
  request.headers['content-security-policy'] = policy
  response.setHeader('content-security-policy', policy)
}
