import 'server-only'
import { type Ctx, networkOf } from '@/lib/shared/context'
import { forgetCookie, hasCookie, keepCookie, readCookie } from '@/lib/shared/cookies'
import { countAttempt } from '@/lib/shared/limits'
import { hours } from '@/lib/shared/time'
import type { Unsent } from '@/lib/shared/unsent'
import { draftLifetime, draftsOf } from './drafts'

type Kept = Unsent & { path: string }

const drafts = draftsOf<Kept>('unsent-draft')
const mostCharacters = 200_000
const mostAnHour = 60

/** Keeps what a form held whose session was over: encrypted, for two hours, found by this browser's cookie alone. `path`: of its page. */
export async function keepUnsent(ctx: Ctx, kept: Kept): Promise<void> {
  if (!Object.keys(kept.typed).length || JSON.stringify(kept).length > mostCharacters) return
  const { count } = await countAttempt(ctx, `unsent:${networkOf(ctx)}`, { max: mostAnHour, windowMs: hours(1) })
  if (count > mostAnHour) return // anybody can send a form
  await keepCookie('unsent', await drafts.createDraft(ctx, kept), draftLifetime / 1000)
}

/** What this browser kept for the account that is signed in now; null when there is nothing, or it is somebody else's. */
export async function findUnsent(ctx: Ctx, accountId: string): Promise<Kept | null> {
  const draft = await drafts.findDraft(ctx, await readCookie('unsent'))
  return draft?.answers.owner === accountId ? draft.answers : null
}

/** It was sent, or something else was: nothing is filled in any more. */
export async function forgetUnsent(): Promise<void> {
  if (await hasCookie('unsent')) await forgetCookie('unsent')
}
