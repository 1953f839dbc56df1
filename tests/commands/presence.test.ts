import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test, vi } from 'vitest'
import { db } from '@/db/client'
import type { Seconds } from '@/db/columns'
import { handOutKey } from '@/lib/learning/hand-out-key'
import { openStream } from '@/lib/learning/open-stream'
import { progressHandler } from '@/lib/learning/progress-handler'
import { getLesson } from '@/lib/learning/queries'
import { reportProgress } from '@/lib/learning/report-progress'
import { readTicket } from '@/lib/learning/ticket'
import { log } from '@/lib/shared/log'
import { days, later } from '@/lib/shared/time'
import { aLearner, aPlayer } from '../support/learners'
import { outcome } from '../support/outcome'
import { aCourse, asSystem, aTrainee, at, laterOn, noon } from '../support/world'

const aViewer = async (...chapterSeconds: number[]) => {
  const courses = [await aCourse({ chapterSeconds })]
  const { trainee, studyId } = await aLearner({
    parts: [{ hours: 4, courses }],
    studyFrom: later(noon, -days(10)),
    studyUntil: later(noon, days(4000)),
  })
  return { trainee, studyId, chapters: (await getLesson(trainee, studyId)).chapters }
}
type Viewer = Awaited<ReturnType<typeof aViewer>>

/** Opens a chapter and fetches nothing. */
async function aPretender({ trainee, studyId, chapters }: Viewer, chapter = 0) {
  const opened = await openStream(trainee, { studyId, chapterId: chapters[chapter]!.id })
  const ticket = readTicket(opened.ticket, trainee.now)!
  const report = async (played: Seconds, seconds: number) =>
    (await reportProgress(asSystem(later(trainee.now, seconds * 1000)), [{ ticket, played, positionSeconds: 0 }]))[0]!
  return { ...opened, report }
}

describe('only a lesson whose key was fetched earns', () => {
  test('a script that opens a lesson and reports it, and never fetches a thing, earns nothing', async () => {
    const player = await aPretender(await aViewer(600))
    expect(await player.report([[0, 33]], 33)).toMatchObject({ status: 'saved', watched: [] })
    expect(await player.report([[0, 60]], 60)).toMatchObject({ watched: [] })
  })

  test('the time before the key was fetched does not count', async () => {
    const viewer = await aViewer(600)
    const player = await aPretender(viewer)
    await handOutKey(laterOn(viewer.trainee, 40_000), viewer.chapters[0]!.mediaId)
    expect(await player.report([[0, 60]], 50)).toMatchObject({ watched: [[0, 13]] })
  })

  test('the key of another chapter is not the key', async () => {
    const viewer = await aViewer(600, 600)
    const player = await aPretender(viewer, 0)
    await handOutKey(viewer.trainee, viewer.chapters[1]!.mediaId)
    expect(await player.report([[0, 30]], 30)).toMatchObject({ watched: [] })
  })

  test('a key fetched for an earlier playing does not serve a later one', async () => {
    const viewer = await aViewer(600)
    await handOutKey(viewer.trainee, viewer.chapters[0]!.mediaId)
    await aPlayer(viewer.trainee, viewer.studyId)
    const again = await aPretender(viewer)
    expect(await again.report([[0, 30]], 30)).toMatchObject({ watched: [] })
  })

  test('fetching the key again and again wins no time and loses none', async () => {
    const viewer = await aViewer(600)
    const player = await aPlayer(viewer.trainee, viewer.studyId)
    for (let i = 1; i <= 20; i++) await handOutKey(laterOn(viewer.trainee, i * 1000), viewer.chapters[0]!.mediaId)
    expect(await player.report([[0, 60]], 30)).toMatchObject({ watched: [[0, 33]] })
  })

  test('somebody else is given no key, and marks nothing', async () => {
    const viewer = await aViewer(600)
    const player = await aPretender(viewer)
    expect(await outcome(handOutKey(await aTrainee(), viewer.chapters[0]!.mediaId))).toBe('not found')
    expect(await player.report([[0, 30]], 30)).toMatchObject({ watched: [] })
  })
})

describe('a silence earns what a player can have buffered', () => {
  test('one report after an hour is worth a minute and the slack', async () => {
    const viewer = await aViewer(3600)
    const player = await aPlayer(viewer.trainee, viewer.studyId)
    expect(await player.report([[0, 3600]], 3600)).toMatchObject({ watched: [[0, 63]] })
  })

  test('who was offline for five minutes and played a minute from the buffer keeps it', async () => {
    const viewer = await aViewer(600)
    const player = await aPlayer(viewer.trainee, viewer.studyId)
    await player.report([[0, 15]], 15)
    expect(await player.report([[15, 75]], 315)).toMatchObject({ watched: [[0, 75]] })
    expect(await player.report([[75, 90]], 330)).toMatchObject({ watched: [[0, 90]] })
  })

  test('at twice the speed a minute of the lesson is still a minute', async () => {
    const courses = [await aCourse({ chapterSeconds: [3600] })]
    const { trainee, studyId } = await aLearner({ parts: [{ hours: 4, courses }], maxSpeedPercent: 200 })
    const player = await aPlayer(trainee, studyId)
    expect(await player.report([[0, 3600]], 3600)).toMatchObject({ watched: [[0, 63]] })
  })
})

/** POST /api/progress as server.ts serves it. */
async function theHotPath() {
  const handler = progressHandler(db())
  const server = createServer((request, response) => void handler(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const send = async (ticket: string, played: Seconds = [], more = {}) => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify({ ticket, played, position: 0, ...more }) })
    await response.arrayBuffer()
    return response
  }
  return { send, close: () => server.close() }
}

describe('reports are limited', () => {
  test('of 127 at once a ticket gets a few through; the rest are told to wait', async () => {
    const { send, close } = await theHotPath()
    const viewer = await aViewer(600)
    const player = await aPlayer(at(viewer.trainee, new Date()), viewer.studyId)
    const answers = await Promise.all(Array.from({ length: 127 }, () => send(player.text)))
    const saved = answers.filter(({ status }) => status === 200).length
    expect(saved).toBeGreaterThanOrEqual(20)
    expect(saved).toBeLessThan(64) // how many exactly, and when: tests/rules/report-rate
    const refused = answers.filter(({ status }) => status !== 200)
    expect([...new Set(refused.map(({ status }) => status))]).toEqual([429])
    expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0)
    close()
  })

  test('one ticket that floods does not keep another trainee waiting', async () => {
    const { send, close } = await theHotPath()
    const [one, other] = [await aViewer(600), await aViewer(600)]
    const flood = await aPlayer(at(one.trainee, new Date()), one.studyId)
    const calm = await aPlayer(at(other.trainee, new Date()), other.studyId)
    await Promise.all(Array.from({ length: 100 }, () => send(flood.text)))
    expect((await send(calm.text)).status).toBe(200)
    close()
  })
})

test('a player that stands still with everything fetched says so, and the log says it once of each chapter', async () => {
  const told = vi.spyOn(log(), 'warn')
  const { send, close } = await theHotPath()
  const viewer = await aViewer(600)
  const player = await aPlayer(at(viewer.trainee, new Date()), viewer.studyId)
  await send(player.text, [[0, 2]], { position: 598, stalled: 'yes' })
  expect(told).not.toHaveBeenCalled()
  for (let i = 0; i < 2; i++) expect((await send(player.text, [], { position: 598, stalled: true })).status).toBe(200)
  expect(told).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ chapterId: viewer.chapters[0]!.id, positionSeconds: 598, durationSeconds: 600 }),
    expect.stringContaining('stood still'),
  )
  told.mockRestore()
  close()
})
