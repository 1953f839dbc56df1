import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { attentionChecks } from '@/db/schema/learning'
import { answerCheck } from '@/lib/learning/answer-check'
import { aLearner, aPlayer } from '../support/learners'
import { aCourse, aTrainee, laterOn } from '../support/world'

/** A learner who is asked after every 30 credited seconds, and has just been. */
async function anAskedLearner() {
  const parts = [{ hours: 4, courses: [await aCourse({ chapterSeconds: [600] })] }]
  const { trainee, studyId } = await aLearner({ parts, attentionEverySeconds: 30 })
  const player = await aPlayer(trainee, studyId)
  const before = await player.report([[0, 15]], 15)
  const asked = await player.report([[15, 30]], 30)
  const answers = (who: typeof trainee, secondsLater: number) => answerCheck(laterOn(who, secondsLater * 1000), checkOf(asked)!)
  return { trainee, studyId, player, before, asked, answers }
}
const checkOf = (result: { status: string; checkId?: string | null }) => result.checkId

test('after so many credited seconds the learner is asked, once', async () => {
  const { trainee, player, before, asked } = await anAskedLearner()
  expect([checkOf(before), checkOf(asked)]).toEqual([null, expect.any(String)])
  expect(asked).toMatchObject({ watched: [[0, 30]] })
  expect(checkOf(await player.report([[30, 45]], 45))).toBe(checkOf(asked))
  const rows = await db().select().from(attentionChecks).where(eq(attentionChecks.traineeId, trainee.actor.id))
  expect(rows).toMatchObject([{ id: checkOf(asked), answeredAt: null }])
})

test('until it is answered nothing is credited; then credit goes on from that moment', async () => {
  const { trainee, player, answers } = await anAskedLearner()
  expect(await player.report([[30, 300]], 300)).toMatchObject({ status: 'saved', watched: [[0, 30]] })
  await answers(trainee, 310)
  // Ten seconds since the answer, and the slack of three that was left before.
  expect(await player.report([[30, 300]], 320)).toMatchObject({ watched: [[0, 43]], checkId: null })
})

test('answering twice does not reset the clock', async () => {
  const { trainee, player, answers } = await anAskedLearner()
  await answers(trainee, 40)
  await answers(trainee, 50)
  expect(await player.report([[30, 300]], 50)).toMatchObject({ watched: [[0, 43]] })
})

test('somebody else cannot answer for the learner', async () => {
  const { trainee, player, asked, answers } = await anAskedLearner()
  await answers(await aTrainee(), 40)
  expect(await player.report([[30, 60]], 60)).toMatchObject({ watched: [[0, 30]], checkId: checkOf(asked) })
  await answers(trainee, 70)
  expect(await player.report([[30, 60]], 80)).toMatchObject({ watched: [[0, 43]] })
})

test('a check that waits is there again when the player is opened anew, and still withholds', async () => {
  const { trainee, studyId, asked } = await anAskedLearner()
  const reopened = await aPlayer(laterOn(trainee, 60_000), studyId)
  expect(reopened.checkId).toBe(checkOf(asked))
  expect(await reopened.report([[30, 60]], 30)).toMatchObject({ watched: [[0, 30]], checkId: checkOf(asked) })
})

test('after an answer the next check comes between one interval and a minute more', async () => {
  const { trainee, player, answers } = await anAskedLearner()
  await answers(trainee, 30)
  expect(checkOf(await player.report([[30, 59]], 59))).toBeNull()
  expect(checkOf(await player.report([[59, 120]], 120))).toEqual(expect.any(String))
})

test('the history of checks stays, with when each was answered first', async () => {
  const { trainee, asked, answers } = await anAskedLearner()
  await answers(trainee, 42)
  await answers(trainee, 99)
  const rows = await db().select().from(attentionChecks).where(eq(attentionChecks.traineeId, trainee.actor.id))
  expect(rows).toMatchObject([{ id: checkOf(asked), askedAt: laterOn(trainee, 30_000).now, answeredAt: laterOn(trainee, 42_000).now }])
})

test('a class without checks never asks', async () => {
  const parts = [{ hours: 4, courses: [await aCourse({ chapterSeconds: [7200] })] }]
  const { trainee, studyId } = await aLearner({ parts, attentionEverySeconds: null })
  const player = await aPlayer(trainee, studyId)
  expect(checkOf(await player.report([[0, 7000]], 7000))).toBeNull()
})
