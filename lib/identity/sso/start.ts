import type { Ctx } from '@/lib/shared/context'
import { sign, verifySigned } from '@/lib/shared/secrets'
import { later } from '@/lib/shared/time'
import { type SsoDoor, wayThereSeconds } from './oidc'

/** What the browser keeps, signed, while its owner is at the provider. */
export type Start = {
  door: SsoDoor
  /** Where to go afterwards: a path of this portal, checked when it was taken. */
  next: string | null
  /** Somebody of the staff who is signed in and links the account, instead of signing in. */
  link: boolean
  exp: number
}

export const signStart = (ctx: Ctx, start: Omit<Start, 'exp'>) =>
  sign('sso-start', { ...start, exp: later(ctx.now, wayThereSeconds * 1000).getTime() } satisfies Start)

/** Null where nothing was begun at this door, or too long ago. */
export function openStart(ctx: Ctx, door: SsoDoor, token: string | undefined): Start | null {
  const start = token ? verifySigned<Start>('sso-start', token, ctx.now) : null
  return start?.door === door ? start : null
}
