import { env } from '@/lib/shared/env'
import { sign, verifySigned } from '@/lib/shared/secrets'

/** Trainees, enterprises and the staff each have a door of their own: a cookie and a signature that open no other. */
export type Door = 'trainee' | 'enterprise' | 'staff'

/** What a session cookie says: who, and the version that a changed password raises. Signed; there is nothing secret in it. */
export type SessionToken = { id: string; sessionVersion: number; exp: number }

/** 等级保护 asks for a time-out: a session ends after eight hours at the latest. In seconds. */
export const sessionSeconds = 8 * 3600

const names: Record<Door, string> = { trainee: 'session', enterprise: 'enterprise-session', staff: 'staff-session' }

export const secureCookies = () => env().appUrl.startsWith('https:')
export const sessionCookieName = (door: Door = 'trainee') => (secureCookies() ? `__Host-${names[door]}` : names[door])

export const signSession = (door: Door, account: { id: string; sessionVersion: number }, now: Date) =>
  sign(names[door], {
    id: account.id,
    sessionVersion: account.sessionVersion,
    exp: now.getTime() + sessionSeconds * 1000,
  } satisfies SessionToken)

export const readSession = (door: Door, token: string | undefined, now: Date) =>
  token ? verifySigned<SessionToken>(names[door], token, now) : null
