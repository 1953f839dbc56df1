import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { accounts } from '@/db/schema/identity'
import type { Ctx } from '@/lib/shared/context'
import { hmac, sign, verifySigned } from '@/lib/shared/secrets'
import { days, later } from '@/lib/shared/time'

/**
 * A browser in which somebody has signed in before (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"). `known`: by account and its
 * password of then, so that another password makes strangers of all other browsers. It says nothing of anybody and lets nobody in: guessing
 * by others does not keep its owner waiting, that is all.
 */
type Device = { id: string; known: string[]; exp: number }

/** So many people may share a browser: the last to sign in. */
const mostKnown = 20
export const deviceSeconds = 365 * 86_400

type Account = { id: string; passwordHash: string | null }

const markOf = (deviceId: string, { id, passwordHash }: Account) => hmac('known-device', `${deviceId}:${id}:${passwordHash}`).slice(0, 22)

/** The device's id when this account has signed in on it, with this password; null for all others. */
export function knownDevice(token: string | undefined, account: Account | null, now: Date): string | null {
  const device = token ? verifySigned<Device>('device', token, now) : null
  return device && account && device.known.includes(markOf(device.id, account)) ? device.id : null
}

/** The device once the account has signed in on it. @param token what it holds so far */
export async function rememberDevice(ctx: Ctx, token: string | undefined, accountId: string): Promise<string> {
  const device = token ? verifySigned<Device>('device', token, ctx.now) : null
  const [account] = await ctx.db
    .select({ id: accounts.id, passwordHash: accounts.passwordHash })
    .from(accounts)
    .where(eq(accounts.id, accountId))
  const id = device?.id ?? randomBytes(16).toString('base64url')
  const mark = markOf(id, account!)
  const known = [mark, ...(device?.known ?? []).filter((one) => one !== mark)].slice(0, mostKnown)
  return sign('device', { id, known, exp: later(ctx.now, days(365)).getTime() } satisfies Device)
}
