import { expect, test, vi } from 'vitest'
import { listMyCourses } from '@/lib/enrollment/my-courses'
import { chooseCourse, confirmSelection } from '@/lib/enrollment/select-courses'
import { openAttempt } from '@/lib/quiz/open-attempt'
import { submitAttempt } from '@/lib/quiz/submit-attempt'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { anEnrolled, buy, watch } from '../support/learners'
import { answer } from '../support/papers'
import { openPage } from '../support/rendered'
import { setDatabaseClock } from '../support/stopped-clock'
import { aClass, aCourse, aShelfOf, aTrainee } from '../support/world'

vi.mock('next/headers', async () => (await import('../support/browser')).nextHeaders)

const wordsOf = async (me: Ctx<Trainee>, address: string) =>
  (await openPage(me, address)).replace(/<script.*?<\/script>|<[^>]*>/gs, '').replace(/\s+/g, ' ')

/** Hands in a paper for a course that was seen: all right, or all wrong. */
async function handIn(me: Ctx<Trainee>, studyId: string, right?: number): Promise<string> {
  setDatabaseClock(me.now)
  const attemptId = await openAttempt(me, studyId)
  await answer(me, attemptId, right)
  await submitAttempt(me, attemptId)
  return attemptId
}

test('the result of a single course says its hours, and those of all; it leads back to one’s courses', async () => {
  const [first, second] = [await aCourse({ hours: 8, chapterSeconds: [5] }), await aCourse({ hours: 6, chapterSeconds: [5] })]
  await aShelfOf({ courses: [first, second].map((id) => ({ id, quizRequired: true })) })
  let me: Ctx<Trainee> = await aTrainee()
  await buy(me, [first, second])
  const studies = await listMyCourses(me)
  const of = (courseId: string) => studies.find((study) => study.courseId === courseId)!.id
  for (const courseId of [first, second]) me = await watch(me, of(courseId))
  const failed = await wordsOf(me, `/quiz/${await handIn(me, of(first), 0)}`)
  expect([failed.includes('我的课程'), failed.includes('班级首页')]).toEqual([true, false])
  expect(await wordsOf(me, `/quiz/${await handIn(me, of(first))}`)).toContain('获得 8 学时；自主选课共获得 8 学时')
  const passed = await wordsOf(me, `/quiz/${await handIn(me, of(second))}`)
  expect(passed).toContain('获得 6 学时；自主选课共获得 14 学时')
  expect(passed).not.toContain('班级首页')
})

test('candidates are said apart from what is chosen, and hours beyond what is asked count nothing', async () => {
  const courses = await Promise.all([6, 6, 4].map((hours) => aCourse({ hours })))
  const trainingClass = await aClass({ parts: [{ name: '公需科目', hours: 10, courses }] })
  const { trainee: me, enrollmentId } = await anEnrolled({}, { trainingClass })
  const page = `/classes/${enrollmentId}/select`
  await chooseCourse(me, { enrollmentId, courseId: courses[0]! })
  expect(await wordsOf(me, page)).toContain('已选学时 0，候选 6（确认后才算已选），计入 6 / 10 学时')
  await confirmSelection(me, { enrollmentId })
  await chooseCourse(me, { enrollmentId, courseId: courses[1]! })
  const beyond = await wordsOf(me, page)
  expect(beyond).toContain('已选学时 6，候选 6（确认后才算已选），计入 10 / 10 学时')
  expect(beyond).toContain('公需科目多选 2 学时，不计入要求的学时，也不抵其他类别；不学完也不影响合格。')
  await confirmSelection(me, { enrollmentId })
  expect(await wordsOf(me, `/classes/${enrollmentId}`)).toContain('多选 2，不计入要求')
})
