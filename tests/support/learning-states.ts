import { eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { trainees } from '@/db/schema/identity'
import { learningDays, learningOddities, oddityKind } from '@/db/schema/learning'
import { phoneChanges } from '@/db/schema/phones'
import { reviewOddity } from '@/lib/admin/oddities'
import { proveHours } from '@/lib/certificates/prove-hours'
import { listCertificates } from '@/lib/certificates/queries'
import { reissueCertificate } from '@/lib/certificates/reissue-certificate'
import { revokeCertificate } from '@/lib/certificates/revoke-certificate'
import { orderApplication } from '@/lib/checkout/order-application'
import { getOrder } from '@/lib/checkout/queries'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { chooseCourse } from '@/lib/enrollment/select-courses'
import { askCorrection, listOwnCorrections } from '@/lib/identity/corrections'
import { approveCorrection, declineCorrection } from '@/lib/identity/decide-correction'
import { cancelPhone, releasePhone } from '@/lib/identity/phone-change/decide'
import { keepPendingPhoto } from '@/lib/identity/photo'
import { registerPhone, setLocked } from '@/lib/identity/reset-person'
import { closeLatePapers } from '@/lib/quiz/close-late-papers'
import { openAttempt } from '@/lib/quiz/open-attempt'
import { submitAttempt } from '@/lib/quiz/submit-attempt'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { days, formatDay, later } from '@/lib/shared/time'
import { noticeFor } from './bank'
import { aBuyer, aGraduate, aLearner, anEnrolled, aPlayer, watch } from './learners'
import { aMigrated } from './migrated'
import { answer } from './papers'
import { aPhoto } from './photos'
import { aPhoneNumber } from './registrants'
import { anApplication, aProject } from './sales'
import { aStaff } from './staff'
import { setDatabaseClock } from './stopped-clock'
import { aCourse, aRegion, asSystem, aTrainee, at, type ClassShape, noon } from './world'

/** Every state of somebody who learns: their courses, papers, certificates, account, and what is asked about them. */
export type State = (shape: ClassShape) => Promise<Ctx<Trainee>>

async function withPaper(shape: ClassShape) {
  const learner = await aLearner({ ...shape, parts: [{ hours: 4, courses: [await aCourse({ chapterSeconds: [5] })] }] })
  const me = await watch(learner.trainee, learner.studyId)
  setDatabaseClock(me.now)
  return { ...learner, me, attemptId: await openAttempt(me, learner.studyId) }
}

async function handedIn(shape: ClassShape, right?: number) {
  const { me, attemptId } = await withPaper(shape)
  await answer(me, attemptId, right)
  await submitAttempt(me, attemptId)
  return me
}

const afterTheClass = (me: Ctx<Trainee>) => at(me, later(me.now, days(400)))

async function graduate(shape: ClassShape) {
  const { then } = await aGraduate(shape)
  const [certificate] = await listCertificates(then)
  return { me: then, certificateId: certificate!.id }
}

async function asking(given: Parameters<typeof aTrainee>[0] = {}) {
  const me = await aTrainee(given)
  const version = await keepPendingPhoto(me, await aPhoto())
  await askCorrection(me, { field: 'name', name: '张丽花', reason: '注册时填错', version })
  const [own] = await listOwnCorrections(me)
  return { me, key: { traineeId: me.actor.id, correctionId: own!.id } }
}

async function changingPhone() {
  const me = await aTrainee()
  const given = { traineeId: me.actor.id, idNumber: me.idNumber, phone: aPhoneNumber(), reason: '来电人换了手机' }
  await registerPhone(aStaff('hotline'), given)
  const [change] = await db().select().from(phoneChanges).where(eq(phoneChanges.accountId, me.actor.id))
  return { me, ref: { accountId: me.actor.id, changeId: change!.id } }
}

async function odd() {
  const me = await aTrainee()
  const day = formatDay(noon)
  await db().insert(learningDays).values({ traineeId: me.actor.id, day, seconds: 40_000 })
  const facts = { seconds: 40_000, people: 3, chapters: 3, employers: 5, addresses: 6, devices: 5, checks: 8, milliseconds: 300 }
  await db()
    .insert(learningOddities)
    .values(oddityKind.enumValues.map((kind) => ({ traineeId: me.actor.id, day, kind, facts, foundAt: noon })))
  return { me, day }
}

export const learners: Record<string, State> = {
  'somebody new': () => aTrainee(),
  'somebody without a phone': () => aTrainee({ phone: null }),
  'somebody of the old platform': () => aMigrated(),
  'an account that is locked': async () => {
    const me = await aTrainee()
    await setLocked(aStaff('administrator'), { traineeId: me.actor.id, locked: 'yes', reason: '本人要求' })
    return me
  },
  'no course chosen yet': async (shape) => (await anEnrolled(shape)).trainee,
  'a candidate that is not confirmed': async (shape) => {
    const { trainee, enrollmentId, trainingClass } = await anEnrolled(shape)
    await chooseCourse(trainee, { enrollmentId, courseId: trainingClass.courseIds[0]! })
    return trainee
  },
  'courses not begun': async (shape) => (await aLearner(shape)).trainee,
  'a course half seen': async (shape) => {
    const { trainee, studyId } = await aLearner(shape)
    const player = await aPlayer(trainee, studyId)
    await player.report([[0, 20]], 20)
    return trainee
  },
  'a class that ended unfinished': async (shape) => afterTheClass((await aLearner(shape)).trainee),
  'a paper that is open': async (shape) => (await withPaper(shape)).me,
  'a paper that was handed in and failed': (shape) => handedIn(shape, 0),
  'a paper that was handed in and passed': (shape) => handedIn(shape),
  'a paper that the class outlived': async (shape) => afterTheClass((await withPaper(shape)).me),
  'a paper that was taken in': async (shape) => {
    const me = afterTheClass((await withPaper(shape)).me)
    setDatabaseClock(me.now)
    await closeLatePapers(asSystem(me.now))
    return me
  },
  'a certificate': async (shape) => (await graduate(shape)).me,
  'a certificate, after the class': async (shape) => afterTheClass((await graduate(shape)).me),
  'a certificate that was revoked': async (shape) => {
    const { me, certificateId } = await graduate(shape)
    await revokeCertificate(aStaff('administrator', me.now), { certificateId, reason: '材料不实' })
    return me
  },
  'a certificate that was issued anew': async (shape) => {
    const { me, certificateId } = await graduate(shape)
    await db().update(trainees).set({ name: '张丽花' }).where(eq(trainees.id, me.actor.id))
    await reissueCertificate(aStaff('administrator', me.now), { certificateId, reason: '姓名更正' })
    return me
  },
  'an application that waits for its order': async (shape) => {
    const me = await aTrainee()
    await anApplication(me, await aProject(shape))
    return me
  },
  'a project that is ordered': async (shape) => (await applied(shape)).me,
  'a project that is paid': async (shape) => {
    const { me, orderId } = await applied(shape)
    await receivePayment(asSystem(), 'sandbox', await noticeFor(me, orderId))
    return me
  },
  'single courses, none finished': async () => (await aBuyer()).trainee,
  'a proof of hours, and a course to go': async () => {
    const { trainee, studyIds } = await aBuyer()
    const me = await watch(trainee, studyIds[0]!)
    await proveHours(me, { studyIds: studyIds.slice(0, 1) })
    return me
  },
  'a correction that is asked for': async () => (await asking()).me,
  'a correction that was approved': async () => {
    const { me, key } = await asking()
    await approveCorrection(aStaff('reviewer'), key)
    return me
  },
  'a correction that was declined': async () => {
    const { me, key } = await asking()
    await declineCorrection(aStaff('reviewer'), { ...key, answer: '照片看不清' })
    return me
  },
  'a phone that waits': async () => (await changingPhone()).me,
  'a phone that was released': async () => {
    const { me, ref } = await changingPhone()
    await releasePhone(aStaff('hotline'), ref)
    return me
  },
  'a phone that was cancelled': async () => {
    const { me, ref } = await changingPhone()
    await cancelPhone(aStaff('hotline'), ref)
    return me
  },
  'oddities of every kind': async () => (await odd()).me,
  'oddities that were looked into': async () => {
    const { me, day } = await odd()
    for (const kind of oddityKind.enumValues)
      await reviewOddity(aStaff('administrator'), { traineeId: me.actor.id, day, kind, note: '已电话核实' })
    return me
  },
}

async function applied(shape: ClassShape) {
  const me = await aTrainee()
  await aRegion()
  const project = await aProject(shape)
  await anApplication(me, project)
  const orderId = await orderApplication(me, { programId: project.programId, expectedFen: 12_000, invoice: null })
  return { me, orderId: (await getOrder(me, orderId)).order.id }
}
