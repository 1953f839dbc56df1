import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { questions } from '@/db/schema/catalog'
import { listCertificates } from '@/lib/certificates/queries'
import { getClassHome } from '@/lib/enrollment/queries'
import { openAttempt } from '@/lib/quiz/open-attempt'
import { getOpenPaper, getResult } from '@/lib/quiz/queries'
import { saveAnswers } from '@/lib/quiz/save-answers'
import { submitAttempt } from '@/lib/quiz/submit-attempt'
import { readAnswerTicket, signAnswerTicket } from '@/lib/quiz/ticket'
import { days, hours, later } from '@/lib/shared/time'
import { recordsOf } from '../support/books'
import { aLearner, aPlayer, watch } from '../support/learners'
import { outcome, outcomes } from '../support/outcome'
import { answer, answerTicketOf, keyOf } from '../support/papers'
import { aCourse, asSystem, aTrainee, at, type ClassShape, noon } from '../support/world'

/** A learner who has seen a course, and may be tested on it. */
async function aReadyLearner(shape: ClassShape = {}) {
  const learner = await aLearner({ parts: [{ hours: 4, courses: [await aCourse({ chapterSeconds: [5] })] }], ...shape })
  return { ...learner, me: await watch(learner.trainee, learner.studyId) }
}
async function aPaper(shape: ClassShape = {}) {
  const learner = await aReadyLearner(shape)
  return { ...learner, attemptId: await openAttempt(learner.me, learner.studyId) }
}
const idsOf = async (me: Parameters<typeof keyOf>[0], attemptId: string) => (await keyOf(me, attemptId)).map(({ id }) => id)

describe('a quiz is opened', () => {
  test('not before the course is seen, and the learner reads how far they are', async () => {
    const { trainee, studyId } = await aLearner({ parts: [{ hours: 4, courses: [await aCourse({ chapterSeconds: [60, 60] })] }] })
    const player = await aPlayer(trainee, studyId)
    await player.report([[0, 60]], 60)
    await expect(openAttempt(trainee, studyId)).rejects.toMatchObject({ code: 'course_unfinished', facts: { percent: 50 } })
  })

  test('once by two presses, and as often as one comes back to it', async () => {
    const { me, studyId } = await aReadyLearner()
    const ids = await Promise.all([openAttempt(me, studyId), openAttempt(me, studyId)])
    expect(new Set([...ids, await openAttempt(me, studyId)]).size).toBe(1)
  })

  test('not for a course that has none', async () => {
    const { me, studyId } = await aReadyLearner({
      quizRequired: false,
      parts: [{ hours: 8, courses: [await aCourse({ chapterSeconds: [5] })] }],
    })
    expect(await outcome(openAttempt(me, studyId))).toBe('no_quiz')
  })

  test('not when the study period is over', async () => {
    const { me, studyId } = await aReadyLearner({ studyUntil: later(noon, days(1)) })
    expect(await outcome(openAttempt(at(me, later(noon, days(1))), studyId))).toBe('study_period_over')
  })

  test('with ten questions: five single, two multiple, three judgements, none that is retired', async () => {
    const { me, studyId, studies } = await aReadyLearner()
    const [retired] = await db().select().from(questions).where(eq(questions.courseId, studies[0]!.courseId)).limit(1)
    await db().update(questions).set({ retiredAt: noon }).where(eq(questions.id, retired!.id))
    const paper = await keyOf(me, await openAttempt(me, studyId))
    expect(paper.map(({ kind }) => kind).join()).toBe('single,single,single,single,single,multiple,multiple,judgement,judgement,judgement')
    expect(paper.map(({ id }) => id)).not.toContain(retired!.id)
  })
})

test('an open paper brings the browser neither the key nor the explanations', async () => {
  const { me, attemptId } = await aPaper()
  const sent = JSON.stringify(await getOpenPaper(me, attemptId))
  expect(sent).toContain('single')
  for (const secret of ['correct', 'explanation', '题析']) expect(sent).not.toContain(secret)
  expect(await getResult(me, attemptId)).toBeNull()
})

describe('answers', () => {
  test('are kept one by one, the last of each question counts, and they are there on coming back', async () => {
    const { me, attemptId } = await aPaper()
    const ticket = await answerTicketOf(me, attemptId)
    const now = later(noon, 1000)
    const saved = await saveAnswers(asSystem(now), [
      { ticket, position: 0, choice: [1] },
      { ticket, position: 5, choice: [0, 2] },
      { ticket, position: 0, choice: [3] },
    ])
    expect(saved).toEqual(Array(3).fill({ status: 'saved', savedAt: now.getTime() }))
    await saveAnswers(asSystem(), [{ ticket, position: 5, choice: [] }])
    expect((await getOpenPaper(me, attemptId))!.answers).toEqual({ 0: [3], 5: [] })
  })

  test('of many people are saved in one batch, each in their own paper', async () => {
    const papers = await Promise.all([aPaper(), aPaper(), aPaper()])
    const batch = await Promise.all(
      papers.map(async ({ me, attemptId }, i) => ({ ticket: await answerTicketOf(me, attemptId), position: i, choice: [i] })),
    )
    await submitAttempt(papers[1].me, papers[1].attemptId)
    expect((await saveAnswers(asSystem(), batch)).map(({ status }) => status)).toEqual(['saved', 'closed', 'saved'])
    expect((await getOpenPaper(papers[0].me, papers[0].attemptId))!.answers).toEqual({ 0: [0] })
    expect((await getOpenPaper(papers[2].me, papers[2].attemptId))!.answers).toEqual({ 2: [2] })
  })

  test('come too late after the paper was handed in', async () => {
    const { me, attemptId } = await aPaper()
    const ticket = await answerTicketOf(me, attemptId)
    await submitAttempt(me, attemptId)
    const correct = (await keyOf(me, attemptId))[0]!.correct
    expect(await saveAnswers(asSystem(), [{ ticket, position: 0, choice: correct }])).toEqual([{ status: 'closed' }])
    expect(await getResult(me, attemptId)).toMatchObject({ score: 0 })
  })

  test("cannot be put into somebody else's paper", async () => {
    const [mine, theirs] = [await aPaper(), await aPaper()]
    const ticket = { ...(await answerTicketOf(mine.me, mine.attemptId)), attemptId: theirs.attemptId }
    expect(await saveAnswers(asSystem(), [{ ticket, position: 0, choice: [0] }])).toEqual([{ status: 'closed' }])
    expect((await getOpenPaper(theirs.me, theirs.attemptId))!.answers).toEqual({})
  })

  test('need a ticket that was signed for them and is not older than twelve hours', async () => {
    const { me, attemptId } = await aPaper()
    const ticket = await answerTicketOf(me, attemptId)
    const text = signAnswerTicket(ticket)
    expect(readAnswerTicket(text, later(me.now, hours(12) - 1))).toEqual(ticket)
    expect(readAnswerTicket(text, later(me.now, hours(12)))).toBeNull()
    expect(readAnswerTicket(`x${text}`, me.now)).toBeNull()
  })
})

describe('a paper handed in', () => {
  test('passes the course at the pass mark, earns its hours and, being the last, the certificate', async () => {
    const { me, attemptId, studyId, enrollmentId } = await aPaper()
    await answer(me, attemptId, 6)
    await submitAttempt(me, attemptId)
    expect(await getResult(me, attemptId)).toMatchObject({ score: 60, right: 6, passed: true, number: 1, passMark: 60 })
    const { studies, tallies, enrollment } = await getClassHome(me, enrollmentId)
    expect(studies[0]).toMatchObject({ id: studyId, bestScore: 60, passedAt: me.now, percent: 100 })
    expect([tallies[0]!.earned, enrollment.status]).toEqual([4, 'passed'])
    expect((await listCertificates(me))[0]!.snapshot.courses).toMatchObject([{ hours: 4, score: 60 }])
  })

  test('fails below it, and shows key, explanations and what was answered', async () => {
    const { me, attemptId, enrollmentId } = await aPaper()
    await answer(me, attemptId, 5)
    await submitAttempt(me, attemptId)
    const result = await getResult(me, attemptId)
    expect(result).toMatchObject({ score: 50, right: 5, passed: false })
    expect(result!.questions!.map(({ right }) => right)).toEqual([...Array(5).fill(true), ...Array(5).fill(false)])
    expect(result!.questions!.every(({ key, answer }) => key?.explanation === '题析' && key.correct.length && answer.length)).toBe(true)
    expect(await getOpenPaper(me, attemptId)).toBeNull()
    expect((await getClassHome(me, enrollmentId)).studies[0]).toMatchObject({ bestScore: 50, passedAt: null })
  })

  test('ten times at once, and once more, is marked once', async () => {
    const { me, attemptId, enrollmentId } = await aPaper()
    await answer(me, attemptId)
    await Promise.all(Array.from({ length: 10 }, () => submitAttempt(me, attemptId)))
    await submitAttempt(at(me, later(me.now, hours(1))), attemptId)
    const result = await getResult(me, attemptId)
    expect([result!.score, result!.history]).toEqual([100, [{ id: attemptId, number: 1, score: 100, handedIn: 'in_time' }]])
    expect(await recordsOf(attemptId)).toEqual(['quiz.open', 'quiz.submit'])
    expect((await getClassHome(me, enrollmentId)).studies[0]!.passedAt).toEqual(me.now)
    expect(await listCertificates(me)).toHaveLength(1)
  })

  test('empty is worth nothing', async () => {
    const { me, attemptId } = await aPaper()
    await submitAttempt(me, attemptId)
    expect(await getResult(me, attemptId)).toMatchObject({ score: 0, passed: false })
  })
})

describe('after a failed paper', () => {
  test('继续测验 asks first what was not asked before, and the better mark stays', async () => {
    const { me, attemptId, studyId, enrollmentId } = await aPaper()
    await answer(me, attemptId, 5)
    await submitAttempt(me, attemptId)
    const second = await openAttempt(me, studyId)
    const both = new Set([...(await idsOf(me, attemptId)), ...(await idsOf(me, second))])
    // The bank has 8 single, 3 multiple and 4 judgement questions; two papers together ask all of them.
    expect(both.size).toBe(15)
    await submitAttempt(me, second)
    expect((await getClassHome(me, enrollmentId)).studies[0]!.bestScore).toBe(50)
    const { history } = (await getResult(me, second))!
    expect(history.map(({ number, score }) => [number, score])).toEqual([
      [1, 50],
      [2, 0],
    ])
  })

  test('a passed one ends it', async () => {
    const { me, attemptId, studyId } = await aPaper()
    await submitAttempt(me, attemptId)
    const second = await openAttempt(me, studyId)
    await answer(me, second)
    await submitAttempt(me, second)
    expect(await outcome(openAttempt(me, studyId))).toBe('already_passed')
  })
})

test('the last two papers of a class, handed in at once, pass it once', async () => {
  const parts = await Promise.all([1, 2].map(async () => ({ hours: 4, courses: [await aCourse({ chapterSeconds: [5] })] })))
  const { trainee, studies, enrollmentId } = await aLearner({ parts })
  const me = await watch(await watch(trainee, studies[0]!.studyId), studies[1]!.studyId)
  const papers = await Promise.all(studies.map(({ studyId }) => openAttempt(me, studyId)))
  for (const attemptId of papers) await answer(me, attemptId)
  await Promise.all(papers.map((attemptId) => submitAttempt(me, attemptId)))
  expect((await getClassHome(me, enrollmentId)).enrollment.status).toBe('passed')
  expect(await listCertificates(me)).toHaveLength(1)
})

test("somebody else's paper reads as missing", async () => {
  const { studyId, attemptId, me } = await aPaper()
  const other = await aTrainee()
  const tries = [openAttempt(other, studyId), getOpenPaper(other, attemptId), getResult(other, attemptId), submitAttempt(other, attemptId)]
  expect(await outcomes(tries)).toEqual(Array(4).fill('not found'))
  expect(await getOpenPaper(me, attemptId)).not.toBeNull()
})
