import { env } from '@/lib/shared/env'
import { sign, verifySigned } from '@/lib/shared/secrets'

/** Trainees, enterprises and the staff each have a door of their own: a cookie and a signature that open no other. */
export type Door = 'trainee' | 'enterprise' | 'staff'

/** What a session cookie says: who, and the version that a changed password raises. Signed; there is nothing secret in it. */
export type SessionToken = {
  id: string
  sessionVersion: number
  exp: number
  /** Of the staff, whose sessions are drawn out while they are used: when it ends at the latest. */
  until?: number
}

/** 等级保护 asks for a time-out: a session ends after eight hours at the latest. In seconds. */
export const sessionSeconds = 8 * 3600

/** A session of the staff also ends after half an hour without use. */
const idleMs = 30 * 60_000
/** Drawn out at most once a minute. */
const renewalMs = 60_000

const names: Record<Door, string> = { trainee: 'session', enterprise: 'enterprise-session', staff: 'staff-session' }

export const secureCookies = () => env().appUrl.startsWith('https:')
export const sessionCookieName = (door: Door = 'trainee') => (secureCookies() ? `__Host-${names[door]}` : names[door])

export function signSession(door: Door, { id, sessionVersion }: { id: string; sessionVersion: number }, now: Date): string {
  const until = now.getTime() + sessionSeconds * 1000
  const token: SessionToken = { id, sessionVersion, ...(door === 'staff' ? { exp: now.getTime() + idleMs, until } : { exp: until }) }
  return sign(names[door], token)
}

export const readSession = (door: Door, token: string | undefined, now: Date) =>
  token ? verifySigned<SessionToken>(names[door], token, now) : null

/** The same session of the staff with its half hour begun anew, or null when there is none or it was used a moment ago. */
export function renewedSession(token: string | undefined, now: Date): string | null {
  const session = readSession('staff', token, now)
  if (!session?.until) return null
  const exp = Math.min(now.getTime() + idleMs, session.until)
  return exp - session.exp < renewalMs ? null : sign(names.staff, { ...session, exp } satisfies SessionToken)
}
