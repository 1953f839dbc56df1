import { env } from '@/lib/shared/env'
import { sign, verifySigned } from '@/lib/shared/secrets'

/** What the session cookie says: who, and the version that a changed password raises. Signed; there is nothing secret in it. */
export type SessionToken = { id: string; sessionVersion: number; exp: number }

/** 等级保护 asks for a time-out: a session ends after eight hours at the latest. In seconds. */
export const sessionSeconds = 8 * 3600

export const secureCookies = () => env().appUrl.startsWith('https:')
export const sessionCookieName = () => (secureCookies() ? '__Host-session' : 'session')

export const signSession = (account: { id: string; sessionVersion: number }, now: Date) =>
  sign('session', {
    id: account.id,
    sessionVersion: account.sessionVersion,
    exp: now.getTime() + sessionSeconds * 1000,
  } satisfies SessionToken)

export const readSession = (token: string | undefined, now: Date) => (token ? verifySigned<SessionToken>('session', token, now) : null)
