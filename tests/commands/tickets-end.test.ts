import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { accounts, sessions } from '@/db/schema/identity'
import { quizAttempts } from '@/db/schema/quiz'
import { changePassword } from '@/lib/identity/change-password'
import { endSession, signOut } from '@/lib/identity/sessions'
import { openStream } from '@/lib/learning/open-stream'
import { getLesson } from '@/lib/learning/queries'
import { reportProgress } from '@/lib/learning/report-progress'
import { readTicket } from '@/lib/learning/ticket'
import { openAttempt } from '@/lib/quiz/open-attempt'
import { saveAnswers } from '@/lib/quiz/save-answers'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { hours, later, minutes } from '@/lib/shared/time'
import { aLearner, aPlayer, watch } from '../support/learners'
import { answerTicketOf } from '../support/papers'
import { aSession, whoHolds } from '../support/sessions'
import { aCourse, asSystem, asVisitor, laterOn, password } from '../support/world'

/** The same trainee, signed in once more. */
async function signedIn(me: Ctx<Trainee>) {
  const { token } = await aSession(me)
  const { sessionId } = (await whoHolds('trainee', token))!
  return { me: { ...me, actor: { ...me.actor, sessionId } }, token, sessionId: sessionId! }
}
const seenAt = async (sessionId: string) => (await db().select().from(sessions).where(eq(sessions.id, sessionId)))[0]?.seenAt

/** In front of a lesson of an hour, and of the open paper of another course. */
async function aStudent() {
  const courses = [await aCourse({ chapterSeconds: [3600] }), await aCourse({ chapterSeconds: [5] })]
  const learner = await aLearner({ parts: [{ hours: 8, courses }] })
  const of = (courseId: string) => learner.studies.find((study) => study.courseId === courseId)!.studyId
  await watch(learner.trainee, of(courses[1]!))
  const { me, token, sessionId } = await signedIn(laterOn(learner.trainee, 10_000))
  const attemptId = await openAttempt(me, of(courses[1]!))
  const player = await aPlayer(me, of(courses[0]!))
  const paper = await answerTicketOf(me, attemptId)
  const answer = async (choice: number[], secondsLater: number, ticket = paper) => {
    return (await saveAnswers(asSystem(later(me.now, secondsLater * 1000)), [{ ticket, position: 0, choice }]))[0]!
  }
  const answers = async () => (await db().select().from(quizAttempts).where(eq(quizAttempts.id, attemptId)))[0]!.answers
  const watched = async () => (await getLesson(me, of(courses[0]!))).chapters[0]!.watchedSeconds
  return { me, token, sessionId, attemptId, studyId: of(courses[0]!), player, paper, answer, answers, watched }
}
type Student = Awaited<ReturnType<typeof aStudent>>

describe('what was handed out in a session ends with it', () => {
  test.each<[string, (student: Student) => Promise<unknown>]>([
    ['signing out', ({ token }) => signOut(asVisitor(), 'trainee', token)],
    ['退出 of this device from another one', async ({ me, sessionId }) => endSession((await signedIn(me)).me, sessionId)],
    ['a new password', ({ me }) => changePassword(me, { current: password, password: 'Meadow-lark-79', repeated: 'Meadow-lark-79' })],
    ['its end after hours', ({ me, sessionId }) => db().update(sessions).set({ endsAt: me.now }).where(eq(sessions.id, sessionId))],
    [
      'being left unused',
      ({ me, sessionId }) =>
        db()
          .update(sessions)
          .set({ seenAt: later(me.now, -minutes(61)) })
          .where(eq(sessions.id, sessionId)),
    ],
  ])('by %s', async (_, end) => {
    const student = await aStudent()
    expect(await student.player.report([[0, 15]], 15)).toMatchObject({ status: 'saved', watched: [[0, 15]] })
    expect(await student.answer([1], 15)).toMatchObject({ status: 'saved' })
    await end(student)
    expect(await student.player.report([[15, 30]], 30)).toEqual({ status: 'expired' })
    expect(await student.answer([0], 30)).toEqual({ status: 'expired' })
    expect([await student.watched(), await student.answers()]).toEqual([15, { 0: [1] }])
    expect((await seenAt(student.sessionId)) ?? student.me.now).not.toEqual(later(student.me.now, 30_000)) // and is not brought back to life
  })

  test('a disabled account has nothing more, with its session still there', async () => {
    const student = await aStudent()
    await db().update(accounts).set({ status: 'disabled' }).where(eq(accounts.id, student.me.actor.id))
    expect(await student.player.report([[0, 15]], 15)).toEqual({ status: 'replaced' })
    expect(await student.answer([1], 15)).toEqual({ status: 'closed' })
  })

  test('the session of somebody else is none', async () => {
    const [student, other] = [await aStudent(), await aStudent()]
    const ticket = { ...student.paper, sessionId: other.sessionId }
    expect(await saveAnswers(asSystem(student.me.now), [{ ticket, position: 0, choice: [1] }])).toEqual([{ status: 'expired' }])
  })

  test('of two sessions with one paper, in one batch, the one that ended writes nothing', async () => {
    const student = await aStudent()
    const second = await signedIn(student.me)
    const [old, live] = [student.paper, await answerTicketOf(second.me, student.attemptId)]
    await signOut(asVisitor(), 'trainee', student.token)
    const batch = [
      { ticket: old, position: 0, choice: [3] },
      { ticket: live, position: 0, choice: [1] },
      { ticket: old, position: 1, choice: [3] },
      { ticket: live, position: 2, choice: [2] },
    ]
    const results = await saveAnswers(asSystem(student.me.now), batch)
    expect(results.map(({ status }) => status)).toEqual(['expired', 'saved', 'expired', 'saved'])
    expect(await student.answers()).toEqual({ 0: [1], 2: [2] })
  })
})

describe('who learns is not signed out for want of clicks', () => {
  test('a lesson that plays keeps the session for as long as it may last', async () => {
    const student = await aStudent()
    for (let minute = 1; minute <= 180; minute++) {
      const [result] = await reportProgress(asSystem(later(student.me.now, minutes(minute))), [
        { ticket: student.player.ticket, played: [], positionSeconds: 0 },
      ])
      if (result!.status !== 'saved') expect([minute, result]).toEqual([minute, 'saved'])
    }
    expect((await seenAt(student.sessionId))!.getTime()).toBeGreaterThanOrEqual(later(student.me.now, minutes(179)).getTime())
    await db()
      .update(sessions)
      .set({ endsAt: later(student.me.now, hours(3)) })
      .where(eq(sessions.id, student.sessionId))
    expect(await student.player.report([[0, 15]], 3 * 3600)).toEqual({ status: 'expired' })
  })

  test('an open paper that is answered does, too', async () => {
    const student = await aStudent()
    for (const minute of [40, 80, 120]) expect(await student.answer([1], minute * 60)).toMatchObject({ status: 'saved' })
  })

  test('once a minute is enough to write it down', async () => {
    const student = await aStudent()
    const moments: (Date | undefined)[] = []
    for (let seconds = 15; seconds <= 240; seconds += 15) {
      await student.player.report([[0, seconds]], seconds)
      moments.push(await seenAt(student.sessionId))
    }
    expect(new Set(moments.map(String)).size).toBeLessThanOrEqual(5)
  })

  test('reports of a player that fetched nothing do not', async () => {
    const student = await aStudent()
    const { chapters } = await getLesson(student.me, student.studyId)
    const { ticket: text } = await openStream(student.me, { studyId: student.studyId, chapterId: chapters[0]!.id })
    const ticket = readTicket(text, student.me.now)!
    const report = async (minute: number) =>
      (await reportProgress(asSystem(later(student.me.now, minutes(minute))), [{ ticket, played: [], positionSeconds: 0 }]))[0]!.status
    expect([await report(30), await report(59), await report(61)]).toEqual(['saved', 'saved', 'expired'])
  })
})
