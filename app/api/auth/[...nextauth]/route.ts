import type { NextRequest } from 'next/server'
import { type SsoDoor, ssoAt } from '@/lib/identity/sso/oidc'
import { log } from '@/lib/shared/log'
import { Refused } from '@/lib/shared/refused'
import { seeOther } from '@/lib/shared/route-handler'
import { refusedPath, sso } from '../sso'

/**
 * Of next-auth's routes only the return from the provider is open. Its pages, its session and its sign-out would say and do what ours do
 * otherwise; and what is posted, to whatever provider of it, finds nobody.
 */
export async function GET(request: NextRequest, { params }: { params: Promise<{ nextauth: string[] }> }) {
  const [action, door, ...more] = (await params).nextauth
  if (action !== 'callback' || more.length || !ssoAt(door)) return new Response(null, { status: 404 })
  try {
    return await sso[door as SsoDoor].comeBack(request)
  } catch (error) {
    log().warn({ err: error, door }, 'single sign-on did not succeed')
    return seeOther(refusedPath(door as SsoDoor, new Refused('sso_unavailable'), new Date()))
  }
}
