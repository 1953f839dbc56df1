import 'server-only'
import { cookies } from 'next/headers'
import { type CookieName, cookieName, cookieOptions } from './cookie-table'

/** The one place where cookies are read, set and forgotten; what they are is in cookie-table.ts. */
export const readCookie = async (name: CookieName): Promise<string | undefined> => (await cookies()).get(cookieName(name))?.value

export const hasCookie = async (name: CookieName): Promise<boolean> => (await cookies()).has(cookieName(name))

export async function keepCookie(name: CookieName, value: string, seconds: number): Promise<void> {
  ;(await cookies()).set(cookieName(name), value, cookieOptions(name, seconds))
}

export async function forgetCookie(name: CookieName): Promise<void> {
  ;(await cookies()).set(cookieName(name), '', cookieOptions(name, 0))
}
