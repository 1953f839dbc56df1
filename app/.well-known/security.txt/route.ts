import { env } from '@/lib/shared/env'
import { days, later } from '@/lib/shared/time'

export const dynamic = 'force-dynamic'

/** RFC 9116: whom to tell of a hole. Always good for half a year more, as long as the portal runs. */
export function GET() {
  const { appUrl, securityContact } = env()
  if (!securityContact) return new Response(null, { status: 404 })
  const lines = [
    `Contact: ${securityContact}`,
    `Expires: ${later(new Date(), days(180)).toISOString()}`,
    'Preferred-Languages: zh, en',
    `Canonical: ${new URL('/.well-known/security.txt', appUrl)}`,
  ]
  return new Response(`${lines.join('\n')}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
