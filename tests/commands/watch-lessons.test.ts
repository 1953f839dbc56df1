import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { accounts } from '@/db/schema/identity'
import { getLesson } from '@/lib/learning/queries'
import { reportProgress } from '@/lib/learning/report-progress'
import { readTicket, signTicket } from '@/lib/learning/ticket'
import { later } from '@/lib/shared/time'
import { aLearner, aPlayer } from '../support/learners'
import { aClass, aCourse, asSystem, laterOn, noon } from '../support/world'

const seconds = (n: number) => later(noon, n * 1000)
const lessonOf = async (...chapterSeconds: number[]) => ({ parts: [{ hours: 4, courses: [await aCourse({ chapterSeconds })] }] })
/** A learner in front of a chapter of 600 seconds. */
async function aWatcher(shape: object = {}) {
  const { trainee, studyId } = await aLearner({ ...(await lessonOf(600, 60)), ...shape })
  return { trainee, studyId, player: await aPlayer(trainee, studyId) }
}
const watchedOf = async ({ trainee, studyId }: Pick<Awaited<ReturnType<typeof aWatcher>>, 'trainee' | 'studyId'>, chapter = 0) =>
  (await getLesson(trainee, studyId)).chapters[chapter]!.watchedSeconds

describe('what is reported is believed only as far as time allows', () => {
  test('fifteen seconds played in fifteen seconds are kept, and the place with them', async () => {
    const watcher = await aWatcher()
    expect(await watcher.player.report([[0, 15]], 15)).toMatchObject({
      status: 'saved',
      watched: [[0, 15]],
      done: false,
      courseDone: false,
    })
    expect((await getLesson(watcher.trainee, watcher.studyId)).chapters[0]).toMatchObject({ watchedSeconds: 15, positionSeconds: 15 })
  })

  test('a slow device that lost the first second has seen the chapter; what was seen is what counts', async () => {
    const watcher = await aWatcher(await lessonOf(20))
    expect(await watcher.player.report([[1, 18]], 20)).toMatchObject({ watched: [[1, 18]], done: true })
    expect(await watchedOf(watcher)).toBe(17)
  })

  test('whoever came to the end and missed a part begins again at that part, not at the end', async () => {
    const watcher = await aWatcher(await lessonOf(40))
    const seen: [number, number][] = [
      [0, 12],
      [15, 40],
    ]
    expect(await watcher.player.report(seen, 40)).toMatchObject({ done: false })
    expect((await getLesson(watcher.trainee, watcher.studyId)).chapters[0]).toMatchObject({ positionSeconds: 40, resumeSeconds: 12 })
  })

  test('the whole lesson at once earns three seconds, the slack', async () => {
    const watcher = await aWatcher()
    expect(await watcher.player.report([[0, 600]], 0)).toMatchObject({ watched: [[0, 3]], done: false })
  })

  test('more than time allows is trimmed, and credited when it is sent again', async () => {
    const { player } = await aWatcher()
    expect(await player.report([[0, 60]], 15)).toMatchObject({ watched: [[0, 18]] })
    expect(await player.report([[0, 60]], 30)).toMatchObject({ watched: [[0, 33]] })
    expect(await player.report([[0, 60]], 57)).toMatchObject({ watched: [[0, 60]] })
  })

  test('ranges beyond the end, backward and in pieces are cut to the lesson', async () => {
    const { player } = await aWatcher()
    const forged: [number, number][] = [
      [590, 90_000],
      [20, 5],
      [598, 700],
      [1.5, 2.5],
    ]
    expect(await player.report(forged, 300)).toMatchObject({
      watched: [
        [1, 2],
        [590, 600],
      ],
    })
  })

  test('a longer lesson written into the ticket breaks its seal', async () => {
    const { player } = await aWatcher()
    const [body, seal] = signTicket(player.ticket).split('.')
    const forged = {
      ...JSON.parse(Buffer.from(body!, 'base64url').toString()),
      lesson: { ...player.ticket.lesson, maxSpeedPercent: 10_000 },
    }
    expect(readTicket(`${Buffer.from(JSON.stringify(forged)).toString('base64url')}.${seal}`, noon)).toBeNull()
  })

  test('ten reports in one second earn what one does', async () => {
    const watcher = await aWatcher()
    const sent = Array.from({ length: 10 }, (_, i) => watcher.player.report([[i * 10, i * 10 + 10]], 1))
    await Promise.all(sent)
    expect(await watchedOf(watcher)).toBe(4)
  })

  test('the same report twice changes nothing', async () => {
    const watcher = await aWatcher()
    const first = await watcher.player.report([[0, 15]], 15)
    expect(await watcher.player.report([[0, 15]], 15)).toEqual(first)
    expect(await watchedOf(watcher)).toBe(15)
  })

  test('a class that allows it is watched at one and a half times the speed', async () => {
    const { player } = await aWatcher({ maxSpeedPercent: 150 })
    expect(player.maxSpeedPercent).toBe(150)
    expect(await player.report([[0, 100]], 20)).toMatchObject({ watched: [[0, 33]] })
  })
})

describe('one trainee earns in one place', () => {
  test('a second player takes over: the first is told and earns nothing', async () => {
    const { trainee, studyId, player } = await aWatcher()
    const second = await aPlayer(laterOn(trainee, 10_000), studyId, 1)
    expect(await player.report([[0, 10]], 11)).toEqual({ status: 'replaced' })
    expect(await watchedOf({ trainee, studyId }, 0)).toBe(0)
    expect(await second.report([[0, 10]], 10)).toMatchObject({ status: 'saved', watched: [[0, 10]] })
  })

  test('two players in one batch: the old one is told, the new one earns', async () => {
    const { trainee, studyId, player } = await aWatcher()
    const second = await aPlayer(trainee, studyId, 1)
    const reports = [player, second].map(({ ticket }) => ({ ticket, played: [[0, 10]] as [number, number][], positionSeconds: 10 }))
    const results = await reportProgress(asSystem(seconds(10)), reports)
    expect(results.map(({ status }) => status)).toEqual(['replaced', 'saved'])
    expect(await watchedOf({ trainee, studyId })).toBe(0)
  })

  test('opening the player again and again gives no free seconds', async () => {
    const { trainee, studyId, player } = await aWatcher()
    await player.report([[0, 600]], 0)
    for (let i = 0; i < 10; i++) await (await aPlayer(trainee, studyId)).report([[0, 600]], 0)
    expect(await watchedOf({ trainee, studyId })).toBe(3)
  })

  test('time before the player was opened earns nothing', async () => {
    const { trainee, studyId } = await aWatcher()
    const reopened = await aPlayer(laterOn(trainee, 500_000), studyId)
    expect(await reopened.report([[0, 600]], 10)).toMatchObject({ watched: [[0, 13]] })
  })

  test('what was watched before is there when it is opened again, on any device', async () => {
    const { trainee, studyId, player } = await aWatcher()
    await player.report(
      [
        [0, 20],
        [40, 45],
      ],
      30,
    )
    const reopened = await aPlayer(laterOn(trainee, 60_000), studyId)
    expect(reopened).toMatchObject({
      watched: [
        [0, 20],
        [40, 45],
      ],
      positionSeconds: 45,
      done: false,
    })
  })
})

test('a disabled account earns nothing more', async () => {
  const watcher = await aWatcher()
  await db().update(accounts).set({ status: 'disabled' }).where(eq(accounts.id, watcher.trainee.actor.id))
  expect(await watcher.player.report([[0, 15]], 15)).toEqual({ status: 'replaced' })
  expect(await watchedOf(watcher)).toBe(0)
})

test('a ticket is good for eight hours, for its own trainee, as it was written', async () => {
  const [{ player }, other] = [await aWatcher(), await aWatcher()]
  const text = signTicket(player.ticket)
  const eightHours = seconds(8 * 3600)
  expect(readTicket(text, later(eightHours, -1))).toEqual(player.ticket)
  expect(readTicket(text, eightHours)).toBeNull()
  expect(
    readTicket(
      text.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      noon,
    ),
  ).toBeNull()
  const [body] = signTicket({ ...player.ticket, traineeId: other.trainee.actor.id }).split('.')
  expect(readTicket(`${body}.${text.split('.')[1]}`, noon)).toBeNull()
})

test("a ticket that mixes one trainee with another's stream earns nothing for either, also beside their own", async () => {
  const [mine, theirs] = [await aWatcher(), await aWatcher()]
  const mixed = { ...mine.player.ticket, traineeId: theirs.trainee.actor.id }
  const claim = (ticket: typeof mixed, played: [number, number][]) => ({ ticket, played, positionSeconds: 0 })
  const sent = [claim(mixed, [[0, 10]]), claim(mine.player.ticket, []), claim(theirs.player.ticket, [])]
  const results = await reportProgress(asSystem(seconds(10)), sent)
  expect(results.map(({ status }) => status)).toEqual(['replaced', 'saved', 'saved'])
  expect([await watchedOf(mine), await watchedOf(theirs)]).toEqual([0, 0])
})

test('fifty people report in one batch: each gets their own answer, in order', async () => {
  const trainingClass = await aClass({ ...(await lessonOf(600)), seats: 50 })
  const watchers = await Promise.all(
    Array.from({ length: 50 }, async () => {
      const { trainee, studyId } = await aLearner({}, { trainingClass })
      return { trainee, studyId, player: await aPlayer(trainee, studyId) }
    }),
  )
  const reports = watchers.map(({ player: { ticket } }, i) => ({ ticket, played: [[0, i]] as [number, number][], positionSeconds: i }))
  const results = await reportProgress(asSystem(seconds(60)), reports)
  expect(results.map((result) => (result.status === 'saved' ? result.watched : result.status))).toEqual(
    reports.map(({ played }) => played.filter(([from, to]) => to > from)),
  )
  expect(await Promise.all(watchers.map((watcher) => watchedOf(watcher)))).toEqual(watchers.map((_, i) => i))
})
