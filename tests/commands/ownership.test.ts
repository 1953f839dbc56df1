import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { enrollments } from '@/db/schema/enrollment'
import { invoices } from '@/db/schema/invoices'
import { listFinished } from '@/lib/certificates/hours-queries'
import { proveHours } from '@/lib/certificates/prove-hours'
import { getCertificate, listCertificates } from '@/lib/certificates/queries'
import { confirmPayment } from '@/lib/checkout/confirm-payment'
import { cancelOrder } from '@/lib/checkout/end-order'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder, listOrders } from '@/lib/checkout/queries'
import { startPayment } from '@/lib/checkout/start-payment'
import { listMyCourses, listOwned } from '@/lib/enrollment/my-courses'
import { getClassHome, getEnrollment, getSelection, listMyClasses, listStudies } from '@/lib/enrollment/queries'
import { chooseCourse, confirmSelection, dropCandidate, withdrawCourse } from '@/lib/enrollment/select-courses'
import { getInvoiceFile } from '@/lib/invoices/queries'
import { requestInvoice } from '@/lib/invoices/request-invoice'
import { openStream } from '@/lib/learning/open-stream'
import { getLesson, getMediaKey, getMediaPrefix } from '@/lib/learning/queries'
import { openAttempt } from '@/lib/quiz/open-attempt'
import { getOpenPaper, getResult } from '@/lib/quiz/queries'
import { submitAttempt } from '@/lib/quiz/submit-attempt'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { storage } from '@/lib/shared/storage'
import { aBuyer, aGraduate, anEnrolled, watch } from '../support/learners'
import { outcome } from '../support/outcome'
import { aClass, aCourse, aTrainee, at } from '../support/world'

/** Somebody with one of everything, and somebody else who knows all the ids. */
async function anOwner() {
  const { then, ...passed } = await aGraduate({ parts: [{ hours: 4, courses: [await aCourse({ chapterSeconds: [5] })] }] })
  const trainee = passed.trainee
  const short = () => aCourse({ chapterSeconds: [5] })
  const [tested, fresh, open] = [await short(), await short(), await short()]
  const { enrollmentId, orderId } = await anEnrolled({ parts: [{ hours: 12, courses: [tested, fresh, open] }] }, { trainee })
  for (const courseId of [tested, fresh]) await chooseCourse(trainee, { enrollmentId, courseId })
  await confirmSelection(trainee, { enrollmentId })
  const studies = await listStudies(trainee, enrollmentId)
  const studyOf = (course: string) => studies.find(({ courseId }) => courseId === course)!.id
  const me = at(trainee, (await watch(then, studyOf(tested))).now)
  const [chapter] = (await getLesson(me, studyOf(tested))).chapters
  const single = await aBuyer([{}], { trainee })
  await watch(me, single.studyIds[0]!)
  const waiting = await placeOrder(me, { classId: (await aClass()).id, invoice: null })
  return {
    me,
    enrollmentId,
    courseId: open,
    studyId: studyOf(tested),
    freshStudyId: studyOf(fresh),
    chapterId: chapter!.id,
    mediaId: chapter!.mediaId,
    attemptId: await openAttempt(me, studyOf(tested)),
    paidOrderId: orderId,
    orderId: waiting,
    invoiceId: await anIssuedInvoice(me, passed.orderId),
    certificateId: (await listCertificates(me))[0]!.id,
    singleStudyId: single.studyIds[0]!,
    singleCourseId: single.courseIds[0]!,
    proofId: await proveHours(me, { studyIds: single.studyIds }),
  }
}

async function anIssuedInvoice(me: Ctx<Trainee>, orderId: string): Promise<string> {
  await requestInvoice(me, { orderId, title: { buyerKind: 'person', title: '张丽华' } })
  const [invoice] = await db().select().from(invoices).where(eq(invoices.orderId, orderId))
  const fileKey = `invoices/${invoice!.id}.pdf`
  await storage().put(fileKey, Buffer.from('%PDF-'))
  await db().update(invoices).set({ status: 'issued', number: invoice!.id, fileKey, issuedAt: me.now }).where(eq(invoices.id, invoice!.id))
  return invoice!.id
}

type Owned = Awaited<ReturnType<typeof anOwner>>
let owned: Owned
let stranger: Ctx<Trainee>
beforeAll(async () => {
  owned = await anOwner()
  stranger = at((await anEnrolled()).trainee, owned.me.now)
})

type Call = (ctx: Ctx<Trainee>, of: Owned) => Promise<unknown>
const title = { buyerKind: 'person' as const, title: '李四' }

describe('what belongs to somebody reads as missing to everybody else', () => {
  test.each<[string, Call]>([
    ['班级', (ctx, { enrollmentId }) => getEnrollment(ctx, enrollmentId)],
    ['班级首页', (ctx, { enrollmentId }) => getClassHome(ctx, enrollmentId)],
    ['在线选课', (ctx, { enrollmentId }) => getSelection(ctx, enrollmentId)],
    ['课程学习', (ctx, { studyId }) => getLesson(ctx, studyId)],
    ['the key of a lesson', (ctx, { mediaId }) => getMediaKey(ctx, mediaId)],
    ['the captions of a lesson', (ctx, { mediaId }) => getMediaPrefix(ctx, mediaId)],
    ['试卷', (ctx, { attemptId }) => getOpenPaper(ctx, attemptId)],
    ['测验结果', (ctx, { attemptId }) => getResult(ctx, attemptId)],
    ['订单', (ctx, { orderId }) => getOrder(ctx, orderId)],
    ['发票', (ctx, { invoiceId }) => getInvoiceFile(ctx, invoiceId)],
    ['证书', (ctx, { certificateId }) => getCertificate(ctx, certificateId)],
    ['学时证明', (ctx, { proofId }) => getCertificate(ctx, proofId)],
  ])('%s', async (_, read) => {
    expect(await outcome(read(stranger, owned))).toBe('not found')
    expect(await outcome(read(owned.me, owned))).toBe('done')
  })
})

describe('what belongs to somebody is not listed for anybody else', () => {
  test.each<[string, (ctx: Ctx<Trainee>) => Promise<{ id: string }[]>]>([
    ['班级', listMyClasses],
    ['订单', (ctx) => listOrders(ctx)],
    ['证书', listCertificates],
    ['我的课程', listMyCourses],
    ['学完的单门课程', async (ctx) => (await listFinished(ctx)).map(({ studyId }) => ({ id: studyId }))],
    [
      '已有的课程',
      async (ctx) => [...(await listOwned(ctx, [owned.singleCourseId])).singly.values()].map(({ studyId }) => ({ id: studyId })),
    ],
    ['已选课程', (ctx) => listStudies(ctx, owned.enrollmentId)],
  ])('%s', async (_, list) => {
    const mine = (await list(owned.me)).map(({ id }) => id)
    const theirs = (await list(stranger)).map(({ id }) => id)
    expect(mine).not.toEqual([])
    expect(theirs.filter((id) => mine.includes(id))).toEqual([])
  })
})

// In the order in which the owner can do them one after another, so that each id is known to be good.
describe('nobody acts on what belongs to somebody else', () => {
  test.each<[string, Call]>([
    ['选择课程', (ctx, { enrollmentId, courseId }) => chooseCourse(ctx, { enrollmentId, courseId })],
    ['确认选课', (ctx, { enrollmentId }) => confirmSelection(ctx, { enrollmentId })],
    ['退选', (ctx, { enrollmentId, freshStudyId }) => withdrawCourse(ctx, { enrollmentId, studyId: freshStudyId })],
    ['play a lesson', (ctx, { studyId, chapterId }) => openStream(ctx, { studyId, chapterId })],
    ['课后测验', (ctx, { studyId }) => openAttempt(ctx, studyId)],
    ['我要交卷', (ctx, { attemptId }) => submitAttempt(ctx, attemptId)],
    ['立即支付', (ctx, { orderId }) => startPayment(ctx, { orderId, method: 'sandbox.wechat' })],
    ['come back from the bank', (ctx, { orderId }) => confirmPayment(ctx, orderId)],
    ['取消订单', (ctx, { orderId }) => cancelOrder(ctx, orderId)],
    ['学时证明', (ctx, { singleStudyId }) => proveHours(ctx, { studyIds: [singleStudyId] })],
    ['申请发票', (ctx, { paidOrderId }) => requestInvoice(ctx, { orderId: paidOrderId, title })],
  ])('%s', async (_, act) => {
    expect(await outcome(act(stranger, owned))).toBe('not found')
    expect(await outcome(act(owned.me, owned))).toBe('done')
  })

  test("taking somebody else's candidate out leaves it there", async () => {
    const { trainee, enrollmentId, trainingClass } = await anEnrolled()
    const choice = { enrollmentId, courseId: trainingClass.courseIds[0]! }
    await chooseCourse(trainee, choice)
    expect(await outcome(dropCandidate(await aTrainee(), choice))).toBe('not found')
    expect((await getSelection(trainee, enrollmentId)).courses[0]!.candidate).toBe(true)
  })
})

test('the key of a lesson goes to who has paid for the class it is in, until they leave it', async () => {
  const trainingClass = await aClass({ parts: [{ hours: 4, compulsory: true, courses: [await aCourse()] }] })
  const { trainee, enrollmentId } = await anEnrolled({}, { trainingClass })
  const [study] = await listStudies(trainee, enrollmentId)
  const { mediaId } = (await getLesson(trainee, study!.id)).chapters[0]!
  const unpaid = await aTrainee()
  await placeOrder(unpaid, { classId: trainingClass.id, invoice: null })
  expect(await outcome(getMediaKey(trainee, mediaId))).toBe('done')
  expect(await outcome(getMediaKey(unpaid, mediaId))).toBe('not found')
  await db().update(enrollments).set({ status: 'withdrawn' }).where(eq(enrollments.id, enrollmentId))
  expect(await outcome(getMediaKey(trainee, mediaId))).toBe('not found')
})
