import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { media } from '@/db/schema/catalog'
import { type CertificateSnapshot, certificates } from '@/db/schema/certificates'
import { listCertificates } from '@/lib/certificates/queries'
import { getClassHome } from '@/lib/enrollment/queries'
import { openStream } from '@/lib/learning/open-stream'
import { getLesson } from '@/lib/learning/queries'
import { days, later } from '@/lib/shared/time'
import { recordsOf } from '../support/books'
import { aGraduate, aLearner, aPlayer, watch } from '../support/learners'
import { outcome } from '../support/outcome'
import { aCourse, aTrainee, at, laterOn, noon } from '../support/world'

const partOf = async (hours: number, ...chapterSeconds: number[]) => ({ hours, courses: [await aCourse({ hours, chapterSeconds })] })
const standing = async (me: Parameters<typeof getLesson>[0], studyId: string) => {
  const { study, percent } = await getLesson(me, studyId)
  return { percent, watched: study.watchedAt !== null, passed: study.passedAt !== null }
}

describe('a course with a quiz', () => {
  test('is seen when its last chapter is, in any order, and waits for the quiz', async () => {
    const { trainee, studyId, enrollmentId } = await aLearner({ parts: [await partOf(4, 30, 10)] })
    const second = await aPlayer(trainee, studyId, 1)
    expect(await second.report([[0, 10]], 10)).toMatchObject({ done: true, courseDone: false })
    expect(await standing(trainee, studyId)).toEqual({ percent: 25, watched: false, passed: false })
    const first = await aPlayer(laterOn(trainee, 30_000), studyId, 0)
    expect(await first.report([[0, 20]], 20)).toMatchObject({ done: false, courseDone: false })
    expect(await first.report([[20, 30]], 30)).toMatchObject({ done: true, courseDone: true })
    expect(await standing(trainee, studyId)).toEqual({ percent: 100, watched: true, passed: false })
    expect((await getClassHome(trainee, enrollmentId)).enrollment.status).toBe('active')
  })

  test('shows 100 % although the last three seconds of a chapter were not reported', async () => {
    const { trainee, studyId } = await aLearner({ parts: [await partOf(4, 30)] })
    const player = await aPlayer(trainee, studyId)
    expect(await player.report([[0, 26]], 26)).toMatchObject({ done: false })
    expect(await player.report([[26, 27]], 27)).toMatchObject({ done: true, courseDone: true })
    expect((await standing(trainee, studyId)).percent).toBe(100)
  })

  test('does not reach 100 % with a hole in the middle', async () => {
    const { trainee, studyId } = await aLearner({ parts: [await partOf(4, 600)] })
    const player = await aPlayer(trainee, studyId)
    const holed: [number, number][] = [
      [0, 300],
      [301, 600],
    ]
    for (let seconds = 60; seconds < 600; seconds += 60) await player.report(holed, seconds)
    expect(await player.report(holed, 600)).toMatchObject({ done: false })
    expect(await standing(trainee, studyId)).toEqual({ percent: 99, watched: false, passed: false })
  })

  test('is finished once: later reports change neither when nor what is written down', async () => {
    const { trainee, studyId } = await aLearner({ parts: [await partOf(4, 10)], quizRequired: false })
    const player = await aPlayer(trainee, studyId)
    await player.report([[0, 10]], 10)
    await player.report([[0, 10]], 60)
    expect((await getLesson(trainee, studyId)).study.watchedAt).toEqual(laterOn(trainee, 10_000).now)
    expect(await recordsOf(studyId)).toEqual(['study.pass'])
  })
})

describe('a course without a quiz', () => {
  test('is passed when it is seen, and its hours count', async () => {
    const parts = [await partOf(4, 10), await partOf(6, 10)]
    const { trainee, studyId, enrollmentId, studies } = await aLearner({ parts, quizRequired: false })
    const then = await watch(trainee, studyId)
    expect(await standing(then, studyId)).toEqual({ percent: 100, watched: true, passed: true })
    const home = await getClassHome(then, enrollmentId)
    expect(home.enrollment).toMatchObject({ status: 'active', certificateId: null })
    expect(home.tallies.map(({ earned }) => earned).sort()).toEqual([0, home.studies.find(({ id }) => id === studyId)!.creditHours])
    expect(studies).toHaveLength(2)
  })

  test('passes the class and brings the certificate with its last second', async () => {
    const parts = [await partOf(4, 10), await partOf(6, 10)]
    const { then, enrollmentId } = await aGraduate({ parts })
    const { enrollment, tallies } = await getClassHome(then, enrollmentId)
    expect(enrollment).toMatchObject({
      status: 'passed',
      passedAt: then.now,
      certificateNumber: expect.stringMatching(/^ZJ-2026-130203-\d{6}$/),
    })
    expect(tallies.map(({ earned }) => earned)).toEqual([4, 6])
    expect(await listCertificates(then)).toMatchObject([{ enrollmentId, issuedAt: then.now }])
  })

  test('passes nothing when its certificate cannot be made: all or nothing', async () => {
    const { trainee, studyId, enrollmentId } = await aLearner({ parts: [await partOf(4, 10)], quizRequired: false })
    const inTheWay = { kind: 'training' as const, number: 'ZJ-0', token: 'in-the-way', issuedAt: noon, snapshot: {} as CertificateSnapshot }
    await db()
      .insert(certificates)
      .values({ traineeId: trainee.actor.id, enrollmentId, ...inTheWay })
    const player = await aPlayer(trainee, studyId)
    await expect(player.report([[0, 10]], 10)).rejects.toThrow('certificates')
    expect(await standing(trainee, studyId)).toEqual({ percent: 0, watched: false, passed: false })
    expect((await getClassHome(trainee, enrollmentId)).enrollment.status).toBe('active')
  })
})

test('three reports of the last second, at once, pass the class once', async () => {
  const { trainee, studyId, enrollmentId } = await aLearner({ parts: [await partOf(4, 10)], quizRequired: false })
  const player = await aPlayer(trainee, studyId)
  await Promise.all([1, 2, 3].map(() => player.report([[0, 10]], 10)))
  expect((await getClassHome(trainee, enrollmentId)).enrollment.status).toBe('passed')
  expect(await listCertificates(trainee)).toHaveLength(1)
})

describe('the study period', () => {
  const [studyFrom, studyUntil] = [later(noon, -days(1)), later(noon, days(1))]
  const opening = async (shape: object, now: Date) => {
    const { trainee, studyId } = await aLearner(shape)
    const chapterId = (await getLesson(trainee, studyId)).chapters[0]!.id
    return outcome(openStream(at(trainee, now), { studyId, chapterId }))
  }

  test.each([
    ['at its first moment', { studyFrom: noon }, noon, 'done'],
    ['not before it', { studyFrom: later(noon, 1) }, noon, 'study_period_not_begun'],
    ['until its last moment', { studyFrom, studyUntil }, later(studyUntil, -1), 'done'],
    ['not after it', { studyFrom, studyUntil }, studyUntil, 'study_period_over'],
  ])('lets lessons be opened %s', async (_, shape, now, expected) => {
    expect(await opening(shape, now)).toBe(expected)
  })

  test('does not matter any more to who has passed: the lessons can be watched again', async () => {
    const { then, studyId } = await aGraduate({ parts: [await partOf(4, 10)], studyUntil: later(noon, days(1)) })
    const nextYear = at(then, later(noon, days(365)))
    const player = await aPlayer(nextYear, studyId)
    expect(player.done).toBe(true)
    expect(await player.report([[0, 5]], 5)).toMatchObject({ status: 'saved', done: true })
    expect(await listCertificates(nextYear)).toHaveLength(1)
  })
})

test("a chapter of somebody else's course, or of another course of one's own, reads as missing", async () => {
  const [mine, theirs] = [await aLearner(), await aLearner()]
  const chapterOf = async ({ trainee, studyId }: typeof mine) => (await getLesson(trainee, studyId)).chapters[0]!.id
  const { trainee, studyId } = mine
  expect(await outcome(openStream(trainee, { studyId: theirs.studyId, chapterId: await chapterOf(theirs) }))).toBe('not found')
  expect(await outcome(openStream(trainee, { studyId, chapterId: await chapterOf(theirs) }))).toBe('not found')
  expect(await outcome(openStream(await aTrainee(), { studyId, chapterId: await chapterOf(mine) }))).toBe('not found')
})

test('a lesson made longer later takes nothing away from who has seen it', async () => {
  const { trainee, studyId } = await aLearner({ parts: [await partOf(4, 10)] })
  const then = await watch(trainee, studyId)
  const { chapters } = await getLesson(then, studyId)
  await db().update(media).set({ durationSeconds: 20 }).where(eq(media.id, chapters[0]!.mediaId))
  expect(await standing(then, studyId)).toEqual({ percent: 100, watched: true, passed: false })
})
