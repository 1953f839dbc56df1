import type { IncomingMessage, ServerResponse } from 'node:http'
import { renewedSession, secureCookies, sessionCookieName, sessionSeconds } from './session-token'

/**
 * Draws out a session of the staff that is in use, whatever was asked for: done in front of Next, whose pages cannot set cookies. It only
 * puts off the end; whether the session still holds is asked of the database as ever. What Next sets itself, signing out say, comes after
 * it and wins.
 */
export function renewStaffSession(request: IncomingMessage, response: ServerResponse, now: Date): void {
  const name = sessionCookieName('staff')
  const token = request.headers.cookie?.match(new RegExp(`(?:^|;\\s*)${name}=([^;]+)`))?.[1]
  const renewed = token && renewedSession(token, now)
  if (!renewed) return
  const secure = secureCookies() ? '; Secure' : ''
  response.appendHeader('set-cookie', `${name}=${renewed}; Path=/; Max-Age=${sessionSeconds}; HttpOnly; SameSite=Lax${secure}`)
}
