import type { Seconds } from '@/db/columns'
import { listOffered } from '@/lib/catalog/queries'
import { orderCourses } from '@/lib/checkout/order-courses'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder } from '@/lib/checkout/queries'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { listMyCourses } from '@/lib/enrollment/my-courses'
import { getSelection } from '@/lib/enrollment/queries'
import { chooseCourse, confirmSelection } from '@/lib/enrollment/select-courses'
import { handOutKey } from '@/lib/learning/hand-out-key'
import { openStream } from '@/lib/learning/open-stream'
import { getLesson } from '@/lib/learning/queries'
import { reportProgress } from '@/lib/learning/report-progress'
import { readCheck, showCheck } from '@/lib/learning/show-check'
import { readTicket } from '@/lib/learning/ticket'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { later } from '@/lib/shared/time'
import { noticeFor } from './bank'
import { aClass, aCourse, aShelfOf, asSystem, aTrainee, type ClassShape, type CourseShape, laterOn, type TestClass } from './world'

/** People on their way: enrolled, learning, watching, through. */

type Given = { trainee?: Awaited<ReturnType<typeof aTrainee>>; trainingClass?: TestClass }

/** A trainee who has enrolled and paid: in a class of this shape, or in one that is there. */
export async function anEnrolled(shape: ClassShape = {}, given: Given = {}) {
  const trainee = given.trainee ?? (await aTrainee())
  const trainingClass = given.trainingClass ?? (await aClass(shape))
  const orderId = await placeOrder(trainee, { classId: trainingClass.id, invoice: null, otherRegionReason: '长期派驻外地' })
  const { order, enrollmentId } = await getOrder(trainee, orderId)
  if (order.amountFen) await receivePayment(asSystem(trainee.now), 'sandbox', await noticeFor(trainee, orderId))
  return { trainee, trainingClass, orderId, enrollmentId }
}

/** A trainee whose courses are confirmed: the study of each. */
export async function aLearner(shape: ClassShape = {}, given: Given = {}) {
  const enrolled = await anEnrolled(shape, given)
  const { trainee, enrollmentId } = enrolled
  const offered = (await getSelection(trainee, enrollmentId)).courses.filter((course) => !course.studyId)
  for (const { courseId } of offered) await chooseCourse(trainee, { enrollmentId, courseId })
  if (offered.length) await confirmSelection(trainee, { enrollmentId })
  const { courses: chosen } = await getSelection(trainee, enrollmentId)
  const studies = chosen.map(({ courseId, studyId }) => ({ courseId, studyId: studyId! }))
  return { ...enrolled, studies, studyId: studies[0]!.studyId }
}

/** The learning page with one chapter playing, its key fetched. `report` says what was played, so many seconds after it was opened. */
export async function aPlayer(me: Ctx<Trainee>, studyId: string, chapter = 0) {
  const { chapters } = await getLesson(me, studyId)
  const opened = await openStream(me, { studyId, chapterId: chapters[chapter]!.id })
  await handOutKey(me, chapters[chapter]!.mediaId)
  const ticket = readTicket(opened.ticket, me.now)!
  const report = async (played: Seconds, secondsLater: number) => {
    const positionSeconds = played.at(-1)?.[1] ?? 0
    const [result] = await reportProgress(asSystem(later(me.now, secondsLater * 1000)), [{ ticket, played, positionSeconds }])
    return result!
  }
  return { ...opened, ticket, text: opened.ticket, chapterId: chapters[chapter]!.id, report }
}

/** What somebody types who looks at the picture of a 签到, or hears it. */
export async function read(me: Ctx<Trainee>, checkId: string): Promise<{ checkId: string; text: string }> {
  await showCheck(me, { checkId, another: false })
  return { checkId, text: await readCheck(me, checkId) }
}

/** Watches a course from beginning to end. @returns the trainee at the time it was over */
export async function watch(me: Ctx<Trainee>, studyId: string): Promise<Ctx<Trainee>> {
  const { chapters } = await getLesson(me, studyId)
  let then = me
  for (const [i, { durationSeconds }] of chapters.entries()) {
    const player = await aPlayer(then, studyId, i)
    for (let to = 60; to < durationSeconds + 60; to += 60) {
      const reached = Math.min(to, durationSeconds)
      await player.report([[0, reached]], reached)
    }
    then = laterOn(then, durationSeconds * 1000)
  }
  return then
}

/** A trainee who has seen the courses of a class without quizzes, and so passed it. */
export async function aGraduate(shape: ClassShape = {}, given: Given = {}) {
  const learner = await aLearner({ quizRequired: false, ...shape }, given)
  let then: Ctx<Trainee> = learner.trainee
  for (const { studyId } of learner.studies) then = await watch(then, studyId)
  return { ...learner, then }
}

/** Buys single courses that are on a shelf, and pays. @returns the order's id */
export async function buy(me: Ctx<Trainee>, courseIds: string[], ownedConfirmed = false): Promise<string> {
  const expectedFen = (await listOffered(me, courseIds)).reduce((sum, { priceFen }) => sum + priceFen, 0)
  const orderId = await orderCourses(me, { courseIds, expectedFen, invoice: null, ownedConfirmed })
  if (expectedFen) await receivePayment(asSystem(me.now), 'sandbox', await noticeFor(me, orderId))
  return orderId
}

/** A trainee with single courses of their own, on a shelf of their own; five seconds each unless told otherwise. */
export async function aBuyer(shapes: CourseShape[] = [{}, {}], given: { trainee?: Given['trainee']; year?: number } = {}) {
  const trainee = given.trainee ?? (await aTrainee())
  const courseIds: string[] = []
  for (const shape of shapes) courseIds.push(await aCourse({ chapterSeconds: [5], quiz: false, ...shape }))
  const shelf = await aShelfOf({ courses: courseIds.map((id) => ({ id })), year: given.year })
  const orderId = await buy(trainee, courseIds)
  const mine = await listMyCourses(trainee)
  const studyIds = courseIds.map((courseId) => mine.find((study) => study.courseId === courseId)!.id)
  return { trainee, shelf, courseIds, studyIds, orderId }
}
