import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { attentionChecks, streams } from '@/db/schema/learning'
import { answerCheck } from '@/lib/learning/answer-check'
import { readCheck, showCheck } from '@/lib/learning/show-check'
import { aLearner, aPlayer, read } from '../support/learners'
import { outcome, tallied } from '../support/outcome'
import { aCourse, aTrainee, laterOn } from '../support/world'

/** A learner who is asked after every 30 credited seconds, more or less, and has just been. */
async function anAskedLearner() {
  const parts = [{ hours: 4, courses: [await aCourse({ chapterSeconds: [600] })] }]
  const { trainee, studyId } = await aLearner({ parts, attentionEverySeconds: 30 })
  const player = await aPlayer(trainee, studyId)
  await db().update(streams).set({ uncheckedSeconds: 0 }).where(eq(streams.traineeId, trainee.actor.id))
  const before = await player.report([[0, 15]], 15)
  const asked = await player.report([[15, 30]], 30)
  const checkId = checkOf(asked)!
  /** Looks at the picture and types what it says. */
  const answers = async (who: typeof trainee, secondsLater: number) => {
    const then = laterOn(who, secondsLater * 1000)
    await answerCheck(then, await read(then, checkId))
  }
  const types = (text: string, secondsLater = 31) => outcome(answerCheck(laterOn(trainee, secondsLater * 1000), { checkId, text }))
  const shows = (secondsLater = 30, another = false) => showCheck(laterOn(trainee, secondsLater * 1000), { checkId, another })
  const reads = (secondsLater = 30) => readCheck(laterOn(trainee, secondsLater * 1000), checkId)
  return { trainee, studyId, player, before, asked, checkId, answers, types, shows, reads }
}
const checkOf = (result: { status: string; checkId?: string | null }) => result.checkId
const rowOf = async (checkId: string) => (await db().select().from(attentionChecks).where(eq(attentionChecks.id, checkId)))[0]!
/** Characters of the alphabet that are not these. */
const another = (text: string) => (text.startsWith('3') ? `4${text.slice(1)}` : `3${text.slice(1)}`)

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
  const { trainee, player, answers, types } = await anAskedLearner()
  await answers(trainee, 40)
  expect(await types('whatever', 50)).toBe('done')
  expect(await player.report([[30, 300]], 50)).toMatchObject({ watched: [[0, 43]] })
})

test('a check that waits is there again when the player is opened anew, and still withholds', async () => {
  const { trainee, studyId, asked } = await anAskedLearner()
  const reopened = await aPlayer(laterOn(trainee, 60_000), studyId)
  expect(reopened.checkId).toBe(checkOf(asked))
  expect(await reopened.report([[30, 60]], 30)).toMatchObject({ watched: [[0, 30]], checkId: checkOf(asked) })
})

test('the history of checks stays, with when each was answered first and how often wrongly, and not what it asked', async () => {
  const { trainee, checkId, types, shows, answers } = await anAskedLearner()
  await shows(30)
  await types('000', 31)
  await answers(trainee, 42)
  await types('000', 99)
  expect(await rowOf(checkId)).toMatchObject({
    askedAt: laterOn(trainee, 30_000).now,
    answeredAt: laterOn(trainee, 42_000).now,
    wrongTries: 1,
    sealedText: null,
  })
})

test('a class without checks never asks', async () => {
  const parts = [{ hours: 4, courses: [await aCourse({ chapterSeconds: [7200] })] }]
  const { trainee, studyId } = await aLearner({ parts, attentionEverySeconds: null })
  const player = await aPlayer(trainee, studyId)
  for (let seconds = 60; seconds <= 600; seconds += 60) expect(checkOf(await player.report([[0, seconds]], seconds))).toBeNull()
})

describe('a check comes at a moment that nobody knows before', () => {
  const gapOf = async (report: (to: number) => Promise<string | null | undefined>, from: number) => {
    let to = from
    while (!(await report(to))) to++
    return to - from
  }

  test('a quarter of the interval sooner or later, at the first and after each answer', async () => {
    const parts = [{ hours: 4, courses: [await aCourse({ chapterSeconds: [3600] })] }]
    const { trainee, studyId } = await aLearner({ parts, attentionEverySeconds: 40 })
    const player = await aPlayer(trainee, studyId)
    const gaps: number[] = []
    let from = 0
    for (let i = 0; i < 8; i++) {
      let checkId: string | null | undefined
      const gap = await gapOf(async (to) => {
        checkId = checkOf(await player.report([[0, to]], to))
        return checkId
      }, from)
      gaps.push(gap)
      from += gap
      const then = laterOn(trainee, from * 1000)
      await answerCheck(then, await read(then, checkId!))
    }
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(30)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(50)
    expect(new Set(gaps).size).toBeGreaterThan(1)
  })
})

describe('a script does not answer for the learner', () => {
  test('saying that one is there is no answer', async () => {
    const { player, types } = await anAskedLearner()
    for (const said of ['', 'true', '我在学习', '000']) expect(await types(said)).toBe('check_expired')
    expect(await player.report([[30, 60]], 60)).toMatchObject({ watched: [[0, 30]] })
  })

  test('nothing the page is told says what the picture shows', async () => {
    const { asked, shows, reads, checkId } = await anAskedLearner()
    const shown = await shows()
    const text = await reads()
    expect(text).toMatch(/^[34679ACDEFHJKMNPQRTWXY]{3}$/)
    for (const told of [asked, shown, await rowOf(checkId)]) expect(JSON.stringify(told)).not.toContain(`"${text}"`)
    expect((await rowOf(checkId)).sealedText).not.toContain(text)
  })

  test('a wrong answer uses the picture up: guessing goes on with another one each time', async () => {
    const { shows, reads, types } = await anAskedLearner()
    await shows()
    const text = await reads()
    expect(await types(another(text))).toBe('check_wrong')
    expect(await types(text)).toBe('check_expired')
    expect(await outcome(reads(31))).toBe('not found')
  })

  test('of a thousand guesses in a minute five count; then there is a pause, for the right answer too', async () => {
    const { shows, reads, types, player } = await anAskedLearner()
    const outcomes: string[] = []
    for (let i = 0; i < 5; i++) {
      await shows(31)
      outcomes.push(await types(another(await reads(31))))
    }
    expect(outcomes).toEqual([...Array.from({ length: 4 }, () => 'check_wrong'), 'check_paused'])
    expect(await outcome(shows(60))).toBe('check_paused')
    expect(await types('347', 90)).toBe('check_paused')
    await shows(92)
    expect(await types(await reads(92), 95)).toBe('done')
    // Nothing that was earned is lost.
    expect(await player.report([[30, 40]], 105)).toMatchObject({ watched: [[0, 40]], checkId: null })
  })

  test('ten answers at once are judged one after the other', async () => {
    const { shows, reads, types } = await anAskedLearner()
    await shows()
    const wrong = another(await reads())
    const all = await Promise.all(Array.from({ length: 10 }, () => types(wrong)))
    expect(tallied(all)).toEqual({ check_wrong: 1, check_expired: 9 })
  })

  test('a picture holds for two minutes', async () => {
    const { shows, reads, types } = await anAskedLearner()
    await shows(30)
    const text = await reads(149)
    expect(await outcome(reads(150))).toBe('not found')
    expect(await types(text, 151)).toBe('check_expired')
    await shows(152)
    expect(await types(await reads(153), 154)).toBe('done')
  })

  test('asked for again it is the same picture, as what is spoken must be what is drawn; another one only on demand', async () => {
    const { shows, reads } = await anAskedLearner()
    const [first, text] = [await shows(30), await reads(31)]
    expect([await shows(40), await reads(41)]).toEqual([{ ...first, holdsMs: first.holdsMs - 10_000 }, text])
    const next = await shows(50, true)
    expect(next.version).not.toBe(first.version)
  })

  test('pictures are not drawn without end', async () => {
    const { shows } = await anAskedLearner()
    const asked: string[] = []
    for (let i = 0; i < 45; i++) asked.push(await outcome(shows(30, true)))
    expect(tallied(asked)).toEqual({ done: 40, too_many_attempts: 5 })
  })

  test('small letters and spaces are as good', async () => {
    const { shows, reads, types } = await anAskedLearner()
    await shows()
    expect(await types(` ${[...(await reads()).toLowerCase()].join(' ')} `)).toBe('done')
  })
})

describe('a check is its learner’s', () => {
  test('somebody else can neither see nor hear nor answer it', async () => {
    const { trainee, player, checkId, asked, shows, reads, answers } = await anAskedLearner()
    await shows()
    const text = await reads()
    const other = laterOn(await aTrainee(), 31_000)
    expect(await outcome(showCheck(other, { checkId, another: false }))).toBe('not found')
    expect(await outcome(readCheck(other, checkId))).toBe('not found')
    await answerCheck(other, { checkId, text })
    expect(await player.report([[30, 60]], 60)).toMatchObject({ watched: [[0, 30]], checkId: checkOf(asked) })
    await answers(trainee, 70)
    expect(await player.report([[30, 60]], 80)).toMatchObject({ watched: [[0, 43]] })
  })

  test('what one check asked, put into another one by somebody with the database, proves nothing there', async () => {
    const [one, two] = [await anAskedLearner(), await anAskedLearner()]
    await one.shows()
    const text = await one.reads()
    const { sealedText, shownAt } = await rowOf(one.checkId)
    await db()
      .update(attentionChecks)
      .set({ sealedText, shownAt })
      .where(and(eq(attentionChecks.traineeId, two.trainee.actor.id), eq(attentionChecks.id, two.checkId)))
    expect(await two.types(text)).toBe('check_expired')
  })

  test('one that was answered is not shown again', async () => {
    const { trainee, shows, answers } = await anAskedLearner()
    await answers(trainee, 40)
    expect(await outcome(shows(41))).toBe('not found')
  })
})
