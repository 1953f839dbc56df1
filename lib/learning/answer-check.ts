import { randomInt } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { programs } from '@/db/schema/catalog'
import { enrollments, studies } from '@/db/schema/enrollment'
import { attentionChecks, streams } from '@/db/schema/learning'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { type Refusal, Refused } from '@/lib/shared/refused'
import { sameText } from '@/lib/shared/secrets'
import { later } from '@/lib/shared/time'
import { checkPauseMs, secondsUnasked, triesBeforePause, typedText } from './attention'
import { inDatabaseTime, neverBack } from './in-database-time'
import { textOf, waitingCheck } from './show-check'

export const AnswerCheckInput = z.object({ checkId: z.uuid(), text: z.string().max(64) })

/**
 * 签到: the trainee is there, and read or heard what was asked. Credit goes on from this moment; when the next check comes is random.
 * A wrong answer uses the characters up and costs nothing that was earned. Answering one that was answered, or is not the trainee's,
 * changes nothing. TEST_CAPTCHA is accepted besides, as for the captcha.
 * @throws Refused('check_wrong' | 'check_expired' | 'check_paused')
 */
export async function answerCheck(ctx: Ctx<Trainee>, { checkId, text }: z.output<typeof AnswerCheckInput>): Promise<void> {
  // Refused after the commit: the try stays counted.
  const refusal = await inDatabaseTime(ctx, (tx) => judge(tx, checkId, text))
  if (refusal) throw new Refused(refusal.code, refusal.facts)
}

async function judge(tx: Ctx<Trainee>, checkId: string, text: string): Promise<Refusal | null> {
  const mine = waitingCheck(tx, checkId)
  const [check] = await tx.db.select().from(attentionChecks).where(mine).for('update')
  if (!check) return null
  const waitMs = (check.pausedUntil?.getTime() ?? 0) - tx.now.getTime()
  if (waitMs > 0) return { code: 'check_paused', facts: { seconds: Math.ceil(waitMs / 1000) } }
  const { testCaptcha } = env()
  if (!(testCaptcha && text === testCaptcha)) {
    const asked = textOf(check, tx.now)
    if (!asked) return { code: 'check_expired', facts: {} }
    if (!sameText(asked, typedText(text))) {
      const wrongTries = check.wrongTries + 1
      const pausedUntil = wrongTries % triesBeforePause ? null : later(tx.now, checkPauseMs)
      await tx.db.update(attentionChecks).set({ wrongTries, pausedUntil, sealedText: null }).where(mine)
      return pausedUntil ? { code: 'check_paused', facts: { seconds: checkPauseMs / 1000 } } : { code: 'check_wrong', facts: {} }
    }
  }
  await tx.db.update(attentionChecks).set({ answeredAt: tx.now, sealedText: null }).where(mine)
  await goOn(tx, check)
  return null
}

async function goOn(tx: Ctx<Trainee>, { id, studyId }: { id: string; studyId: string }): Promise<void> {
  const [program] = await tx.db
    .select({ every: programs.attentionEverySeconds })
    .from(studies)
    .innerJoin(enrollments, and(eq(enrollments.traineeId, studies.traineeId), eq(enrollments.id, studies.enrollmentId)))
    .innerJoin(programs, eq(programs.id, enrollments.programId))
    .where(and(eq(studies.traineeId, tx.actor.id), eq(studies.id, studyId)))
  const uncheckedSeconds = secondsUnasked(program?.every ?? null, randomInt)
  await tx.db
    .update(streams)
    .set({ checkId: null, reportedAt: neverBack(tx.now), uncheckedSeconds })
    .where(and(eq(streams.traineeId, tx.actor.id), eq(streams.checkId, id)))
}
