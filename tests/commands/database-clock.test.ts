import { eq, sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { db } from '@/db/client'
import { streams } from '@/db/schema/learning'
import { answerCheck } from '@/lib/learning/answer-check'
import { handOutKey } from '@/lib/learning/hand-out-key'
import { openStream } from '@/lib/learning/open-stream'
import { getLesson } from '@/lib/learning/queries'
import { reportProgress } from '@/lib/learning/report-progress'
import { readTicket } from '@/lib/learning/ticket'
import { days, later } from '@/lib/shared/time'
import { aLearner, read } from '../support/learners'
import { setDatabaseClock } from '../support/stopped-clock'
import { aCourse, asSystem, at, noon } from '../support/world'

/** Servers whose clocks are wrong by so many milliseconds, or run backwards, in front of one database whose clock is right. */
const servers: [string, ((realMs: number) => number)[]][] = [
  ['half a second apart', [() => 0, () => 500]],
  ['five seconds on either side', [() => -5000, () => 5000]],
  ['a day apart', [() => -days(1), () => days(1)]],
  ['one that runs backwards', [() => 0, (realMs) => -2 * realMs]],
  ['one that leaps with every report', [() => 0, (realMs) => ((realMs / 1000) % 7) * 60_000]],
]
const realTime = (ms: number) => {
  setDatabaseClock(later(noon, ms))
  return later(noon, ms)
}
const streamOf = async (traineeId: string) => (await db().select().from(streams).where(eq(streams.traineeId, traineeId)))[0]!

async function aViewer(attentionEverySeconds: number | null = null) {
  const { trainee, studyId } = await aLearner({
    parts: [{ hours: 4, courses: [await aCourse({ chapterSeconds: [3600] })] }],
    attentionEverySeconds,
  })
  const chapter = (await getLesson(trainee, studyId)).chapters[0]!
  return { trainee, studyId, chapter }
}

test.each(servers)(
  'two servers with clocks %s credit no more than the time that passed, and no report goes back in it',
  async (_, clocks) => {
    const { trainee, studyId, chapter } = await aViewer()
    realTime(0)
    const { ticket: text } = await openStream(trainee, { studyId, chapterId: chapter.id })
    await handOutKey(trainee, chapter.mediaId)
    const ticket = readTicket(text, noon)!
    let last = (await streamOf(trainee.actor.id)).reportedAt
    for (let ms = 1000; ms <= 240_000; ms += 1000) {
      const now = realTime(ms)
      const wrong = clocks[(ms / 1000) % 2]!(ms)
      await reportProgress(asSystem(later(now, wrong)), [{ ticket, played: [[0, 3600]], positionSeconds: 0 }])
      const { reportedAt } = await streamOf(trainee.actor.id)
      expect(reportedAt.getTime()).toBeGreaterThanOrEqual(last.getTime())
      last = reportedAt
    }
    const { watchedSeconds } = (await getLesson(trainee, studyId)).chapters[0]!
    expect(watchedSeconds).toBeLessThanOrEqual(243)
    expect(watchedSeconds).toBeGreaterThanOrEqual(240)
  },
)

test.each(servers)(
  'opening the lesson again and again at servers with clocks %s earns no more than the time that passed',
  async (_, clocks) => {
    const { trainee, studyId, chapter } = await aViewer()
    let last = noon
    for (let ms = 0; ms <= 120_000; ms += 2000) {
      const now = realTime(ms)
      const wrong = clocks[(ms / 2000) % 2]!(ms)
      await openStream(at(trainee, now), { studyId, chapterId: chapter.id })
      const opened = (await streamOf(trainee.actor.id)).reportedAt
      const { ticket } = await openStream(at(trainee, later(now, wrong)), { studyId, chapterId: chapter.id })
      await handOutKey(at(trainee, later(now, wrong)), chapter.mediaId)
      const reopened = (await streamOf(trainee.actor.id)).reportedAt
      expect([opened >= last, reopened >= opened]).toEqual([true, true])
      last = reopened
      await reportProgress(asSystem(later(now, wrong)), [{ ticket: readTicket(ticket, now)!, played: [[0, 3600]], positionSeconds: 0 }])
    }
    expect((await getLesson(trainee, studyId)).chapters[0]!.watchedSeconds).toBeLessThanOrEqual(3)
  },
)

test('an attention check answered at a server whose clock is behind does not let the time before it earn', async () => {
  const { trainee, studyId, chapter } = await aViewer(30)
  realTime(0)
  const { ticket: text } = await openStream(trainee, { studyId, chapterId: chapter.id })
  await handOutKey(trainee, chapter.mediaId)
  const ticket = readTicket(text, noon)!
  const report = async (ms: number) =>
    (await reportProgress(asSystem(realTime(ms)), [{ ticket, played: [[0, 3600]], positionSeconds: 0 }]))[0]!
  await db().update(streams).set({ uncheckedSeconds: 0 }).where(eq(streams.traineeId, trainee.actor.id))
  const asked = await report(40_000)
  await answerCheck(
    at(trainee, later(realTime(300_000), -250_000)),
    await read(at(trainee, realTime(300_000)), (asked as { checkId: string }).checkId),
  )
  expect((await streamOf(trainee.actor.id)).reportedAt).toEqual(later(noon, 300_000))
})

test('the clock outside of tests is the one of the database', async () => {
  const real = await vi.importActual<typeof import('@/lib/learning/database-clock')>('@/lib/learning/database-clock')
  const clock = real.databaseClock(asSystem(later(noon, -days(3000))))
  const [one] = await db().execute<{ apart: number }>(
    sql`select abs(extract(epoch from ${clock} - statement_timestamp()))::float8 as apart`,
  )
  expect(one!.apart).toBeLessThan(1)
})
