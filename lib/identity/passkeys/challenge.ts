import { randomBytes } from 'node:crypto'
import type { Ctx } from '@/lib/shared/context'
import { seal, unseal } from '@/lib/shared/secrets'
import { later } from '@/lib/shared/time'
import { once } from '../once'

/** What an authenticator is asked to sign: to be added, as second factor after the password, or instead of both. */
export type Purpose = 'add' | 'second' | 'alone'
type Challenge = { challenge: string; purpose: Purpose; staffId: string | null; exp: number }

export const challengeSeconds = 300

/** A new challenge. It goes sealed into a cookie, and so into one browser; nothing is stored until somebody answers. */
export function issueChallenge(ctx: Ctx, purpose: Purpose, staffId: string | null): { challenge: string; sealed: string } {
  const challenge = randomBytes(32).toString('base64url')
  const content: Challenge = { challenge, purpose, staffId, exp: later(ctx.now, challengeSeconds * 1000).getTime() }
  return { challenge, sealed: seal('passkey', JSON.stringify(content)) }
}

/** Uses the challenge up, whatever is answered to it. Null when it is not ours, for something or somebody else, too old, or used. */
export async function takeChallenge(
  ctx: Ctx,
  sealed: string | undefined,
  purpose: Purpose,
  staffId: string | null,
): Promise<string | null> {
  const opened = sealed ? unseal('passkey', sealed) : null
  if (!opened) return null
  const content: Challenge = JSON.parse(opened)
  const fits = content.purpose === purpose && content.staffId === staffId && content.exp > ctx.now.getTime()
  return fits && (await once(ctx, `passkey:${content.challenge}`, new Date(content.exp))) ? content.challenge : null
}
