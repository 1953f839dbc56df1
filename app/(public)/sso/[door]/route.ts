import type { NextRequest } from 'next/server'
import { refusedPath, sso } from '@/app/api/auth/sso'
import { pageCtx } from '@/lib/identity/session'
import { type SsoDoor, ssoAt, wayThereSeconds } from '@/lib/identity/sso/oidc'
import { signStart } from '@/lib/identity/sso/start'
import { networkOf } from '@/lib/shared/context'
import { keepCookie } from '@/lib/shared/cookies'
import { limitAttempts } from '@/lib/shared/limits'
import { log } from '@/lib/shared/log'
import { ownPath } from '@/lib/shared/own-path'
import { Refused } from '@/lib/shared/refused'
import { seeOther } from '@/lib/shared/route-handler'
import { minutes } from '@/lib/shared/time'

/**
 * The way to the provider: followed as a link, for a form may post to no other house (form-action in the Content-Security-Policy). It only
 * leads there; nothing has happened until somebody comes back with what this browser was given here.
 */
export async function GET(request: NextRequest, { params }: { params: Promise<{ door: string }> }) {
  const door = (await params).door as SsoDoor
  if (!ssoAt(door)) return new Response(null, { status: 404 })
  const ctx = await pageCtx()
  const query = request.nextUrl.searchParams
  try {
    await limitAttempts(ctx, `sso-start:${networkOf(ctx)}`, { max: 300, windowMs: minutes(15) }) // each asks the provider; an office has one address
    const next = ownPath(query.get('next'), door === 'staff' ? '/admin' : '/')
    await keepCookie('sso-start', signStart(ctx, { door, next, link: door === 'staff' && query.has('link') }), wayThereSeconds)
    return await sso[door].begin()
  } catch (error) {
    if (!(error instanceof Refused)) log().warn({ err: error, door }, 'the OIDC provider cannot be reached')
    return seeOther(refusedPath(door, error instanceof Refused ? error : new Refused('sso_unavailable'), ctx.now))
  }
}
