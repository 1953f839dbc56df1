import { describe, expect, test } from 'vitest'
import type { programs } from '@/db/schema/catalog'
import { openAttempt } from '@/lib/quiz/open-attempt'
import { getResult, getTries, listTries } from '@/lib/quiz/queries'
import { saveAnswers } from '@/lib/quiz/save-answers'
import { submitAttempt } from '@/lib/quiz/submit-attempt'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { hours, later, minutes } from '@/lib/shared/time'
import { aLearner, watch } from '../support/learners'
import { outcome } from '../support/outcome'
import { answer, answerTicketOf } from '../support/papers'
import { aCourse, asSystem, aTrainee, at, laterOn } from '../support/world'

type Terms = Partial<typeof programs.$inferInsert>

async function aReady(program: Terms = {}) {
  const parts = [{ hours: 4, courses: [await aCourse({ chapterSeconds: [5] })] }]
  const learner = await aLearner({ parts, program })
  return { ...learner, me: await watch(learner.trainee, learner.studyId) }
}

/** A paper answered so and handed in. */
async function aTry(me: Ctx<Trainee>, studyId: string, right?: number): Promise<string> {
  const attemptId = await openAttempt(me, studyId)
  if (right !== undefined) await answer(me, attemptId, right)
  await submitAttempt(me, attemptId)
  return attemptId
}
/** All that reaches the browser of a result, in which no key and no explanation may stand. */
const sent = async (me: Ctx<Trainee>, attemptId: string) => JSON.stringify(await getResult(me, attemptId))

describe('between two tries', () => {
  test('passes the time that the programme asks for', async () => {
    const { me, studyId } = await aReady({ quizWaitMinutes: 30 })
    await aTry(me, studyId, 3)
    const early = laterOn(me, minutes(30) - 1)
    await expect(openAttempt(early, studyId)).rejects.toMatchObject({ code: 'quiz_try_too_soon', facts: { at: '12:30' } })
    expect(await outcome(openAttempt(laterOn(me, minutes(30)), studyId))).toBe('done')
  })

  test('nothing passes where it asks for none', async () => {
    const { me, studyId } = await aReady()
    for (let i = 0; i < 5; i++) await aTry(me, studyId, 3)
    expect(await getTries(me, studyId)).toMatchObject({ used: 5, left: null, leftToday: null, nextAt: null })
  })

  test('an open paper is found again, whatever the time', async () => {
    const { me, studyId } = await aReady({ quizWaitMinutes: 30, quizDailyTries: 1, quizMostTries: 1 })
    const attemptId = await openAttempt(me, studyId)
    expect(await openAttempt(me, studyId)).toBe(attemptId)
  })
})

describe('tries a day', () => {
  test('are counted by the day in China, and begin anew at midnight', async () => {
    const { me, studyId } = await aReady({ quizDailyTries: 2 })
    await aTry(me, studyId, 3)
    expect(await getTries(me, studyId)).toMatchObject({ leftToday: 1, nextAt: null })
    await aTry(me, studyId, 3)
    const midnight = new Date('2026-06-18T16:00:00Z')
    const lateEvening = at(me, later(midnight, -1))
    await expect(openAttempt(lateEvening, studyId)).rejects.toMatchObject({ code: 'quiz_tries_today', facts: { at: '明天 00:00' } })
    expect(await getTries(lateEvening, studyId)).toMatchObject({ leftToday: 0, nextAt: midnight })
    expect(await outcome(openAttempt(at(me, midnight), studyId))).toBe('done')
  })

  test('one over at eight presses at once', async () => {
    const { me, studyId } = await aReady({ quizDailyTries: 1 })
    const ids = await Promise.all(Array.from({ length: 8 }, () => openAttempt(me, studyId)))
    expect(new Set(ids).size).toBe(1)
    await submitAttempt(me, ids[0]!)
    const again = await Promise.all(Array.from({ length: 8 }, () => outcome(openAttempt(me, studyId))))
    expect(again).toEqual(Array(8).fill('quiz_tries_today'))
  })
})

test('tries in all end with the last one, on any day', async () => {
  const { me, studyId } = await aReady({ quizMostTries: 2 })
  await aTry(me, studyId, 3)
  await aTry(me, studyId, 3)
  await expect(openAttempt(laterOn(me, hours(72)), studyId)).rejects.toMatchObject({ code: 'quiz_tries_used_up', facts: { most: 2 } })
  expect(await getTries(me, studyId)).toMatchObject({ left: 0, most: 2, nextAt: null })
})

test('a passed course is refused as passed, however many tries were used', async () => {
  const { me, studyId } = await aReady({ quizMostTries: 1 })
  await aTry(me, studyId, 10)
  expect(await outcome(openAttempt(me, studyId))).toBe('already_passed')
})

test('the tries of one’s courses are listed, and those of others are not', async () => {
  const { me, studyId } = await aReady({ quizMostTries: 3 })
  await aTry(me, studyId, 3)
  expect((await listTries(me, [studyId])).get(studyId)).toMatchObject({ used: 1, left: 2 })
  const other = await aTrainee()
  expect(await listTries(other, [studyId])).toEqual(new Map())
  expect(await outcome(getTries(other, studyId))).toBe('not found')
})

describe('the key', () => {
  test('is not to be had for a blank paper, by default', async () => {
    const { me, studyId } = await aReady()
    const attemptId = await aTry(me, studyId)
    for (const secret of ['correct', 'explanation', '题析']) expect(await sent(me, attemptId)).not.toContain(secret)
  })

  test('comes, by default, with the explanation of what was answered and of nothing else', async () => {
    const { me, studyId } = await aReady()
    const attemptId = await openAttempt(me, studyId)
    await answer(me, attemptId, 3)
    const ticket = await answerTicketOf(me, attemptId)
    await saveAnswers(asSystem(me.now), [
      { ticket, position: 8, choice: [] },
      { ticket, position: 9, choice: [] },
    ])
    await submitAttempt(me, attemptId)
    const { questions } = (await getResult(me, attemptId))!
    expect(questions!.map(({ key }) => key?.explanation ?? null)).toEqual([...Array(8).fill('题析'), null, null])
  })

  test('of all papers is shown once the course is passed', async () => {
    const { me, studyId } = await aReady({ quizExplains: 'after_passing' })
    const blank = await aTry(me, studyId)
    const failed = await aTry(me, studyId, 5)
    for (const id of [blank, failed]) {
      for (const secret of ['correct', 'explanation', '题析', 'single 1', '"answer"']) expect(await sent(me, id)).not.toContain(secret)
      expect((await getResult(me, id))!.questions).toBeNull()
    }
    const passed = await aTry(me, studyId, 8)
    for (const id of [blank, failed, passed])
      expect((await getResult(me, id))!.questions!.every(({ key }) => key?.explanation === '题析')).toBe(true)
  })

  test('is shown after the last try, where the programme says so, and not before', async () => {
    const { me, studyId } = await aReady({ quizExplains: 'after_last_try', quizMostTries: 2 })
    const first = await aTry(me, studyId, 5)
    expect((await getResult(me, first))!.questions).toBeNull()
    const last = await aTry(me, studyId, 5)
    for (const id of [first, last]) expect((await getResult(me, id))!.questions!.every(({ key }) => key)).toBe(true)
  })

  test('never comes with a paper that has a last try and is still open', async () => {
    const { me, studyId } = await aReady({ quizExplains: 'after_last_try', quizMostTries: 2 })
    const first = await aTry(me, studyId, 5)
    await openAttempt(me, studyId)
    expect((await getResult(me, first))!.questions).toBeNull()
  })

  test('withheld, still says how many of each kind were right', async () => {
    const { me, studyId } = await aReady({ quizExplains: 'after_passing' })
    const id = await aTry(me, studyId, 5)
    expect(await getResult(me, id)).toMatchObject({
      size: 10,
      right: 5,
      byKind: [
        { kind: 'single', right: 5, size: 5 },
        { kind: 'multiple', right: 0, size: 2 },
        { kind: 'judgement', right: 0, size: 3 },
      ],
    })
  })
})
