import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { classes } from '@/db/schema/catalog'
import { enrollments } from '@/db/schema/enrollment'
import { accounts } from '@/db/schema/identity'
import { quizAttempts } from '@/db/schema/quiz'
import { listCertificates } from '@/lib/certificates/queries'
import { getClassHome } from '@/lib/enrollment/queries'
import { closeLatePapers } from '@/lib/quiz/close-late-papers'
import { openAttempt } from '@/lib/quiz/open-attempt'
import { getOpenPaper, getResult } from '@/lib/quiz/queries'
import { saveAnswers } from '@/lib/quiz/save-answers'
import { submitAttempt } from '@/lib/quiz/submit-attempt'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { days, later, minutes } from '@/lib/shared/time'
import { recordsOf } from '../support/books'
import { aLearner, watch } from '../support/learners'
import { outcome } from '../support/outcome'
import { answer, answerTicketOf, keyOf } from '../support/papers'
import { aCourse, asSystem, at, type ClassShape, noon } from '../support/world'

/** The study period ends a day from now; the programme's grace is half an hour. */
const end = later(noon, days(1))
const inGrace = later(end, minutes(29))
const over = later(end, minutes(30))

async function aPaper(shape: ClassShape = {}) {
  const parts = [{ hours: 4, courses: [await aCourse({ chapterSeconds: [5] })] }]
  const learner = await aLearner({ studyUntil: end, parts, ...shape })
  const me: Ctx<Trainee> = await watch(learner.trainee, learner.studyId)
  return { ...learner, me, attemptId: await openAttempt(me, learner.studyId) }
}
const attemptOf = async (attemptId: string) => (await db().select().from(quizAttempts).where(eq(quizAttempts.id, attemptId)))[0]!

describe('answers after the end of the class', () => {
  test('are saved within the grace and refused after it', async () => {
    const { me, attemptId } = await aPaper()
    const ticket = await answerTicketOf(me, attemptId)
    const save = async (now: Date, position: number) => (await saveAnswers(asSystem(now), [{ ticket, position, choice: [0] }]))[0]!.status
    expect([await save(inGrace, 0), await save(over, 1)]).toEqual(['saved', 'closed'])
    expect((await attemptOf(attemptId)).answers).toEqual({ 0: [0] })
  })

  test('are refused in a batch where those of others are saved', async () => {
    const [late, early] = [await aPaper(), await aPaper({ studyUntil: later(end, days(1)) })]
    const answers = await Promise.all(
      [late, early].map(async ({ me, attemptId }) => ({ ticket: await answerTicketOf(me, attemptId), position: 0, choice: [0] })),
    )
    expect((await saveAnswers(asSystem(over), answers)).map(({ status }) => status)).toEqual(['closed', 'saved'])
  })

  test('are refused at once where the programme gives no grace', async () => {
    const { me, attemptId } = await aPaper({ program: { quizGraceMinutes: 0 } })
    const ticket = await answerTicketOf(me, attemptId)
    expect(await saveAnswers(asSystem(end), [{ ticket, position: 0, choice: [0] }])).toEqual([{ status: 'closed' }])
  })

  test('are refused when the period was cut short meanwhile', async () => {
    const { me, attemptId, trainingClass } = await aPaper()
    const ticket = await answerTicketOf(me, attemptId)
    await db()
      .update(classes)
      .set({ studyUntil: later(me.now, -minutes(30)) })
      .where(eq(classes.id, trainingClass.id))
    expect(await saveAnswers(asSystem(me.now), [{ ticket, position: 0, choice: [0] }])).toEqual([{ status: 'closed' }])
  })

  test.each(['withdrawn', 'released', 'reserved'] as const)('are refused when the enrolment is %s', async (status) => {
    const { me, attemptId, enrollmentId } = await aPaper()
    const ticket = await answerTicketOf(me, attemptId)
    await db()
      .update(enrollments)
      .set({ status })
      .where(and(eq(enrollments.traineeId, me.actor.id), eq(enrollments.id, enrollmentId)))
    expect(await saveAnswers(asSystem(me.now), [{ ticket, position: 0, choice: [0] }])).toEqual([{ status: 'closed' }])
  })

  test('go on for ever in a class that is passed', async () => {
    const { me, attemptId, enrollmentId } = await aPaper()
    const ticket = await answerTicketOf(me, attemptId)
    await db()
      .update(enrollments)
      .set({ status: 'passed', passedAt: me.now })
      .where(and(eq(enrollments.traineeId, me.actor.id), eq(enrollments.id, enrollmentId)))
    expect(await saveAnswers(asSystem(later(over, days(9))), [{ ticket, position: 0, choice: [0] }])).toMatchObject([{ status: 'saved' }])
  })
})

describe('a paper opened in time', () => {
  test('says until when it may be handed in', async () => {
    const { me, attemptId } = await aPaper()
    expect((await getOpenPaper(me, attemptId))!.dueAt).toEqual(over)
  })

  test('is found again within the grace, though no new one is drawn any more', async () => {
    const { me, studyId, attemptId } = await aPaper()
    expect(await openAttempt(at(me, inGrace), studyId)).toBe(attemptId)
    await submitAttempt(at(me, inGrace), attemptId)
    expect(await outcome(openAttempt(at(me, inGrace), studyId))).toBe('study_period_over')
  })

  test('may be handed in within the grace: it is marked late, passes the course and brings the certificate', async () => {
    const { me, attemptId, enrollmentId } = await aPaper()
    await answer(at(me, inGrace), attemptId)
    await submitAttempt(at(me, inGrace), attemptId)
    expect(await getResult(at(me, inGrace), attemptId)).toMatchObject({ score: 100, passed: true, handedIn: 'in_grace' })
    expect((await getResult(me, attemptId))!.history).toMatchObject([{ number: 1, handedIn: 'in_grace' }])
    expect((await getClassHome(me, enrollmentId)).enrollment.status).toBe('passed')
    expect(await listCertificates(me)).toHaveLength(1)
  })

  test('and handed in in time is not marked', async () => {
    const { me, attemptId } = await aPaper()
    await submitAttempt(me, attemptId)
    expect(await getResult(me, attemptId)).toMatchObject({ handedIn: 'in_time' })
  })

  test('handed in after the grace counts what was saved in time, and is marked as taken in by the server', async () => {
    const { me, attemptId } = await aPaper()
    const ticket = await answerTicketOf(me, attemptId)
    await answer(me, attemptId, 5)
    const key = await keyOf(me, attemptId)
    await saveAnswers(
      asSystem(over),
      key.map(({ correct }, position) => ({ ticket, position, choice: correct })),
    )
    await submitAttempt(at(me, over), attemptId)
    expect(await getResult(me, attemptId)).toMatchObject({ score: 50, passed: false, handedIn: 'by_server' })
  })
})

describe('the server takes in what nobody handed in', () => {
  test('when the grace is over, not before; what was saved in time passes the course', async () => {
    const { me, attemptId, enrollmentId } = await aPaper()
    await answer(me, attemptId)
    await closeLatePapers(asSystem(inGrace))
    expect((await attemptOf(attemptId)).status).toBe('open')
    await closeLatePapers(asSystem(over))
    expect(await attemptOf(attemptId)).toMatchObject({ status: 'passed', score: 100, handedIn: 'by_server', submittedAt: over })
    expect((await getClassHome(me, enrollmentId)).enrollment.status).toBe('passed')
    expect((await recordsOf(attemptId)).sort()).toEqual(['quiz.close', 'quiz.open'])
  })

  test('as failed, when it does not reach the pass mark', async () => {
    const { me, attemptId } = await aPaper()
    await answer(me, attemptId, 5)
    await closeLatePapers(asSystem(over))
    expect(await attemptOf(attemptId)).toMatchObject({ status: 'failed', score: 50, handedIn: 'by_server' })
  })

  test('once, beside somebody who hands in at that moment', async () => {
    const { me, attemptId } = await aPaper()
    await answer(me, attemptId)
    await Promise.all([closeLatePapers(asSystem(over)), submitAttempt(at(me, over), attemptId), closeLatePapers(asSystem(over))])
    expect((await recordsOf(attemptId)).length).toBe(2)
    expect(await listCertificates(me)).toHaveLength(1)
  })

  test('not in a passed class, nor of a course that was given back', async () => {
    const [passed, refunded] = [await aPaper(), await aPaper()]
    await db().update(enrollments).set({ status: 'passed', passedAt: noon }).where(eq(enrollments.id, passed.enrollmentId))
    await db().update(enrollments).set({ status: 'withdrawn', endedAt: noon }).where(eq(enrollments.id, refunded.enrollmentId))
    await closeLatePapers(asSystem(over))
    for (const { attemptId } of [passed, refunded]) expect((await attemptOf(attemptId)).status).toBe('open')
  })

  test('also of an account that was disabled', async () => {
    const { me, attemptId } = await aPaper()
    await db().update(accounts).set({ status: 'disabled' }).where(eq(accounts.id, me.actor.id))
    await closeLatePapers(asSystem(over))
    expect((await attemptOf(attemptId)).status).toBe('failed')
  })
})
