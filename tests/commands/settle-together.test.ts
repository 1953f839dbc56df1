import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { programCourses } from '@/db/schema/catalog'
import { reportProgress } from '@/lib/learning/report-progress'
import { openAttempt } from '@/lib/quiz/open-attempt'
import { submitAttempt } from '@/lib/quiz/submit-attempt'
import { enrollmentsOf } from '../support/books'
import { aLearner, aPlayer, watch } from '../support/learners'
import { answer } from '../support/papers'
import { aClass, aCourse, asSystem, laterOn } from '../support/world'

/** A class that either of its two courses passes: a lesson without a quiz, or one with. */
async function aLenientClass() {
  const [lesson, quizzed] = [await aCourse({ quiz: false }), await aCourse()]
  const trainingClass = await aClass({ seats: 40, parts: [{ hours: 4, courses: [lesson, quizzed] }] })
  await db()
    .update(programCourses)
    .set({ quizRequired: false })
    .where(and(eq(programCourses.programId, trainingClass.programId), eq(programCourses.courseId, lesson)))
  const learner = async () => {
    const { trainee, studies } = await aLearner({}, { trainingClass })
    const studyOf = (courseId: string) => studies.find((study) => study.courseId === courseId)!.studyId
    return { me: trainee, lesson: studyOf(lesson), quizzed: studyOf(quizzed) }
  }
  return { learner }
}

/**
 * One batch ends the last lessons of two people, while each of them hands in a quiz: all of it wants the serial of the next certificate,
 * and the enrollments. Without one order of locks they soon wait in a circle.
 */
test('lessons that end in one batch and quizzes handed in meanwhile pass everybody', { timeout: 90_000 }, async () => {
  const { learner } = await aLenientClass()
  for (let i = 0; i < 4; i++) {
    const people = await Promise.all([1, 2, 3].map(learner))
    const ready = await Promise.all(
      people.map(async ({ me, lesson, quizzed }) => {
        const then = await watch(me, quizzed)
        const attemptId = await openAttempt(then, quizzed)
        await answer(then, attemptId)
        return { then, attemptId, player: await aPlayer(then, lesson) }
      }),
    )
    const reports = ready.map(({ player }) => ({ ticket: player.ticket, played: [[0, 60]] as [number, number][], positionSeconds: 60 }))
    await Promise.all([
      reportProgress(asSystem(laterOn(ready[0]!.then, 60_000).now), reports),
      ...ready.map(({ then, attemptId }) => submitAttempt(then, attemptId)),
    ])
    for (const { me } of people) expect((await enrollmentsOf(me)).map(({ status }) => status)).toEqual(['passed'])
  }
})
