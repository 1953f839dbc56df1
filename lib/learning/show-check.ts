import { randomInt } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { attentionChecks } from '@/db/schema/learning'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { limitAttempts } from '@/lib/shared/limits'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { seal, unseal } from '@/lib/shared/secrets'
import { later, minutes } from '@/lib/shared/time'
import { checkLifeMs, newCheckText } from './attention'
import { inDatabaseTime } from './in-database-time'

export const ShowCheckInput = z.object({ checkId: z.uuid(), another: z.boolean() })

/** Drawing costs the server something; nobody needs so many. */
const drawn = { max: 40, windowMs: minutes(10) }

type Check = Pick<typeof attentionChecks.$inferSelect, 'id' | 'sealedText' | 'shownAt'>

/** The characters of a check as long as they hold. Sealed together with the check: those of one prove nothing for another. */
export function textOf({ id, sealedText, shownAt }: Check, now: Date): string | null {
  if (!sealedText || !shownAt || later(shownAt, checkLifeMs) <= now) return null
  const [of, text] = (unseal('attention-check', sealedText) ?? '').split(' ')
  return of === id && text ? text : null
}

/** A check that waits for this trainee's answer. */
export const waitingCheck = (ctx: Ctx<Trainee>, checkId: string) =>
  and(eq(attentionChecks.traineeId, ctx.actor.id), eq(attentionChecks.id, checkId), isNull(attentionChecks.answeredAt))

/**
 * Makes the characters that a 签到 asks for; those that are there stay until they are too old, or another picture is asked for.
 * @returns how long they hold, and what tells one picture from the next
 * @throws NotFound, also for somebody else's and one that was answered; Refused('check_paused' | 'too_many_attempts')
 */
export async function showCheck(ctx: Ctx<Trainee>, { checkId, another }: z.output<typeof ShowCheckInput>) {
  await limitAttempts(ctx, `attention:${ctx.actor.id}`, drawn)
  return inDatabaseTime(ctx, async (tx) => {
    const mine = waitingCheck(tx, checkId)
    const [check] = await tx.db.select().from(attentionChecks).where(mine).for('update')
    if (!check) throw new NotFound()
    const waitMs = (check.pausedUntil?.getTime() ?? 0) - tx.now.getTime()
    if (waitMs > 0) throw new Refused('check_paused', { seconds: Math.ceil(waitMs / 1000) })
    const known = another ? null : textOf(check, tx.now)
    const shownAt = known ? check.shownAt! : tx.now
    if (!known) {
      const sealedText = seal('attention-check', `${check.id} ${newCheckText(randomInt)}`)
      await tx.db.update(attentionChecks).set({ sealedText, shownAt }).where(mine)
    }
    return { version: shownAt.getTime(), holdsMs: later(shownAt, checkLifeMs).getTime() - tx.now.getTime() }
  })
}

/** What a waiting check asks for, to be drawn or spoken. @throws NotFound, as above, and when it is not shown or too old */
export async function readCheck(ctx: Ctx<Trainee>, checkId: string): Promise<string> {
  return inDatabaseTime(ctx, async (tx) => {
    const [check] = await tx.db.select().from(attentionChecks).where(waitingCheck(tx, checkId))
    const text = check && textOf(check, tx.now)
    if (!text) throw new NotFound()
    return text
  })
}
