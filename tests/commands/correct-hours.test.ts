import { and, eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { enrollments } from '@/db/schema/enrollment'
import { getPersonStudy } from '@/lib/admin/person'
import { correctHours } from '@/lib/learning/correct-hours'
import { getLesson } from '@/lib/learning/queries'
import { aGraduate, aLearner, aPlayer } from '../support/learners'
import { outcome, outcomes, tallied } from '../support/outcome'
import { aStaff } from '../support/staff'
import { aCourse } from '../support/world'

const reason = '停电，视频没有记录'
let reviewer: ReturnType<typeof aStaff>
beforeAll(() => {
  reviewer = aStaff('reviewer')
})

async function aStudent(shape: { quiz?: boolean; chapters?: number } = {}) {
  const chapterSeconds = Array.from({ length: shape.chapters ?? 2 }, () => 60)
  const course = await aCourse({ chapterSeconds, quiz: shape.quiz ?? true })
  const learner = await aLearner({ parts: [{ hours: 4, courses: [course] }], quizRequired: shape.quiz ?? true })
  const { chapters } = await getLesson(learner.trainee, learner.studyId)
  const key = (chapter: number) => ({
    traineeId: learner.trainee.actor.id,
    studyId: learner.studyId,
    chapterId: chapters[chapter]!.id,
    reason,
  })
  const look = () => getPersonStudy(aStaff('administrator'), { traineeId: learner.trainee.actor.id, studyId: learner.studyId })
  return { ...learner, key, look }
}

test('a chapter is marked as seen, before and after are kept; the last one completes the course', async () => {
  const me = await aStudent()
  const player = await aPlayer(me.trainee, me.studyId, 0)
  await player.report([[0, 20]], 20)
  await correctHours(reviewer, { ...me.key(0), watched: 'yes' })
  expect((await me.look()).study.watchedAt).toBeNull()
  await correctHours(reviewer, { ...me.key(1), watched: 'yes' })
  const { study, chapters, changes } = await me.look()
  expect(study).toMatchObject({ watchedAt: reviewer.now, passedAt: null }) // the quiz is still to come
  expect(chapters.map(({ watchedSeconds }) => watchedSeconds)).toEqual([60, 60])
  expect(changes.map(({ details }) => details)).toContainEqual(
    expect.objectContaining({ reason, before: { seconds: 20, done: false }, after: { seconds: 60, done: true } }),
  )
})

test('without a quiz the course passes, and with it the class; what a certificate stands on is not taken back', async () => {
  const me = await aStudent({ quiz: false, chapters: 1 })
  await correctHours(reviewer, { ...me.key(0), watched: 'yes' })
  const [enrollment] = await db().select().from(enrollments).where(eq(enrollments.id, me.enrollmentId))
  expect(enrollment!.status).toBe('passed')
  expect(await outcome(correctHours(reviewer, { ...me.key(0), watched: 'no' }))).toBe('hours_certified')
  expect((await me.look()).chapters).toMatchObject([{ watchedSeconds: 60 }])
})

test('taken back while the class goes on: the chapter is unseen again, and the course incomplete', async () => {
  const me = await aStudent()
  for (const chapter of [0, 1]) await correctHours(reviewer, { ...me.key(chapter), watched: 'yes' })
  await correctHours(reviewer, { ...me.key(0), watched: 'no' })
  const { study, chapters } = await me.look()
  expect(study).toMatchObject({ watchedAt: null, passedAt: null })
  expect(chapters.map(({ completedAt }) => completedAt !== null)).toEqual([false, true])
})

test('pressed twice, or by two at once, it happens once', async () => {
  const me = await aStudent()
  const tries = await outcomes([1, 2, 3].map(() => correctHours(reviewer, { ...me.key(0), watched: 'yes' })))
  expect(tallied(tries)).toEqual({ done: 1, hours_unchanged: 2 })
  const entries = await db()
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.subjectId, me.studyId), eq(auditLog.action, 'hours.correct')))
  expect(entries.length).toBe(1)
  expect(await outcome(correctHours(reviewer, { ...me.key(0), watched: 'yes' }))).toBe('hours_unchanged')
})

test('only with the right, only within the person’s own course', async () => {
  const me = await aStudent()
  const other = await aStudent()
  for (const role of ['hotline', 'finance', 'region_manager', 'auditor', 'content_editor'] as const)
    expect(await outcome(correctHours(aStaff(role), { ...me.key(0), watched: 'yes' }))).toBe('not found')
  const strays = [
    { ...me.key(0), chapterId: other.key(0).chapterId },
    { ...me.key(0), studyId: other.studyId },
    { ...me.key(0), traineeId: other.trainee.actor.id },
  ]
  for (const stray of strays) expect(await outcome(correctHours(reviewer, { ...stray, watched: 'yes' }))).toBe('not found')
})

test('a graduate’s page shows the course as it was passed', async () => {
  const { trainee, studyId } = await aGraduate()
  const { study } = await getPersonStudy(reviewer, { traineeId: trainee.actor.id, studyId })
  expect(study.enrollmentStatus).toBe('passed')
})
