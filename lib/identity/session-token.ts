import { createHash, randomBytes } from 'node:crypto'
import type { Door } from '@/lib/shared/context'
import { type CookieName, cookieName } from '@/lib/shared/cookie-table'

/** 等级保护 asks for a time-out: a session ends after eight hours at the latest. In seconds. */
export const sessionSeconds = 8 * 3600

export const doorCookies = { trainee: 'session', enterprise: 'enterprise-session', staff: 'staff-session' } satisfies Record<
  Door,
  CookieName
>

export const sessionCookieName = (door: Door = 'trainee') => cookieName(doorCookies[door])

/** What a session cookie holds: 256 random bits, which say nothing and cannot be guessed. */
export const newSessionToken = () => randomBytes(32).toString('base64url')

/** By this a session is found; a plain hash is enough for what is random. */
export const sessionTokenHash = (token: string) => createHash('sha256').update(token).digest('base64url')
