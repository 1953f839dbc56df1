import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { refundRequests } from '@/db/schema/checkout'
import { enrollments, studies } from '@/db/schema/enrollment'
import { invoices } from '@/db/schema/invoices'
import { approveRefund, declineRefund } from '@/lib/checkout/decide-refund'
import { makeRefund } from '@/lib/checkout/make-refund'
import { orderCourses } from '@/lib/checkout/order-courses'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder, listOrders } from '@/lib/checkout/queries'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { getRefundOffer } from '@/lib/checkout/refund-queries'
import { requestRefund } from '@/lib/checkout/request-refund'
import { getClassHome, listMyClasses } from '@/lib/enrollment/queries'
import { issueInvoice } from '@/lib/invoices/issue-invoice'
import { getInvoiceFile } from '@/lib/invoices/queries'
import { openStream } from '@/lib/learning/open-stream'
import { getLesson, getMediaKey } from '@/lib/learning/queries'
import { openAttempt } from '@/lib/quiz/open-attempt'
import { getOpenPaper } from '@/lib/quiz/queries'
import { saveAnswers } from '@/lib/quiz/save-answers'
import { submitAttempt } from '@/lib/quiz/submit-attempt'
import { readAnswerTicket } from '@/lib/quiz/ticket'
import type { Ctx, Staff, StaffRight, Trainee } from '@/lib/shared/context'
import { days } from '@/lib/shared/time'
import { deliverNotice, payAtBank } from '../support/bank'
import { enrollmentsOf, recordsOf, refundsOf, seatsTaken, statusOf } from '../support/books'
import { aGraduate, aLearner, anEnrolled, aPlayer, noticeFor, watch } from '../support/learners'
import { outcome, outcomes, tallied } from '../support/outcome'
import { jobsWith } from '../support/queue'
import { aShelf, setProgram } from '../support/sales'
import { aClass, aCourse, asSystem, aTrainee, at, laterOn, noon } from '../support/world'

const terms = { refundDays: 7, refundMaxLearntPercent: 50 }
const reason = '工作调动，无法参加'

const aClerk = (rights: StaffRight[] = ['refunds'], now = noon): Ctx<Staff> => ({
  actor: { kind: 'staff', id: randomUUID(), rights, address: '10.0.0.9' },
  now,
  db: db(),
})
const ask = (me: Ctx<Trainee>, orderId: string) => requestRefund(me, { orderId, reason })
const approve = (me: Ctx<Trainee>, requestId: string, clerk = aClerk()) => approveRefund(clerk, { traineeId: me.actor.id, requestId })
const decline = (me: Ctx<Trainee>, requestId: string, clerk = aClerk()) =>
  declineRefund(clerk, { traineeId: me.actor.id, requestId, answer: '已超过约定的退款时间' })

/** Somebody who paid for a class at the sandbox bank, with an invoice, in a programme that refunds. */
async function aPayer(shape: Parameters<typeof aClass>[0] = {}) {
  const { id: classId, programId } = await aClass(shape)
  await setProgram(programId, terms)
  const me = await aTrainee()
  const orderId = await placeOrder(me, { classId, invoice: { buyerKind: 'person', title: '张丽华' } })
  await payAtBank(me, orderId)
  await deliverNotice(me, orderId)
  return { me, classId, programId, orderId, enrollmentId: (await getOrder(me, orderId)).enrollmentId }
}

/** Somebody learning a course with a quiz, who has asked for their money back. */
async function anAsker() {
  const course = await aCourse({ chapterSeconds: [60, 60] })
  const trainingClass = await aClass({ parts: [{ hours: 4, courses: [course] }] })
  await setProgram(trainingClass.programId, { ...terms, refundMaxLearntPercent: 100 })
  const learner = await aLearner({}, { trainingClass })
  return { ...learner, me: learner.trainee, requestId: await ask(learner.trainee, learner.orderId) }
}

describe('asking', () => {
  test('takes nothing away, and is seen as waiting', async () => {
    const { me, orderId, classId } = await aPayer()
    await ask(me, orderId)
    expect([await statusOf(orderId), await seatsTaken(classId), await refundsOf(orderId)]).toEqual(['paid', 1, []])
    const offer = await getRefundOffer(me, orderId)
    expect([offer.request?.status, offer.request?.reason, offer.askable]).toEqual(['open', reason, false])
    expect((await listOrders(me))[0]).toMatchObject({ refundRequested: true })
  })

  test('ten times at once asks once', async () => {
    const { me, orderId } = await aPayer()
    expect(tallied(await outcomes(Array.from({ length: 10 }, () => ask(me, orderId))))).toEqual({ done: 1, refund_waiting: 9 })
  })

  test('keeps to the terms of the programme', async () => {
    const { me, orderId, programId } = await aPayer()
    expect(await outcome(ask(laterOn(me, days(7)), orderId))).toBe('refund_too_late')
    await setProgram(programId, { refundDays: null })
    expect(await outcome(ask(me, orderId))).toBe('refund_not_offered')
    expect((await getRefundOffer(me, orderId)).refusal?.code).toBe('refund_not_offered')
  })

  test('is refused once more is learnt than the programme allows', async () => {
    const course = await aCourse({ chapterSeconds: [60, 60] })
    const trainingClass = await aClass({ parts: [{ hours: 4, courses: [course] }] })
    await setProgram(trainingClass.programId, terms)
    const { trainee: me, orderId, studyId } = await aLearner({}, { trainingClass })
    const player = await aPlayer(me, studyId)
    await player.report([[0, 60]], 60)
    expect((await getRefundOffer(me, orderId)).facts.learntPercent).toBe(50)
    expect((await getRefundOffer(me, orderId)).askable).toBe(true)
    const second = await aPlayer(laterOn(me, 60_000), studyId, 1)
    await second.report([[0, 10]], 10)
    expect(await outcome(ask(me, orderId))).toBe('refund_learnt')
  })

  test('for a passed class is refused', async () => {
    const trainingClass = await aClass({ quizRequired: false })
    await setProgram(trainingClass.programId, { ...terms, refundMaxLearntPercent: 100 })
    const { then, orderId } = await aGraduate({}, { trainingClass })
    expect(await outcome(ask(then, orderId))).toBe('refund_passed')
  })

  test('for an order that is not paid, or not theirs, leads nowhere', async () => {
    const { id: classId } = await aClass()
    const me = await aTrainee()
    const orderId = await placeOrder(me, { classId, invoice: null })
    expect(await outcome(ask(me, orderId))).toBe('order_not_paid')
    const paid = await aPayer()
    expect(await outcome(ask(me, paid.orderId))).toBe('not found')
    expect(await outcome(getRefundOffer(me, paid.orderId))).toBe('not found')
  })
})

describe('a granted refund', () => {
  test('frees the seat, ends the class and gives the money back at the bank', async () => {
    const { me, classId, orderId, enrollmentId } = await aPayer({ seats: 1 })
    await approve(me, await ask(me, orderId))
    expect([await statusOf(orderId), await seatsTaken(classId)]).toEqual(['refunding', 0])
    expect(await enrollmentsOf(me)).toEqual([{ classId, status: 'withdrawn' }])
    expect([await listMyClasses(me), await outcome(getClassHome(me, enrollmentId))]).toEqual([[], 'not found'])
    const [refund, ...more] = await refundsOf(orderId)
    expect([more, await jobsWith('payments.refund', { refundId: refund!.key.refundId })]).toMatchObject([[], { length: 1 }])
    await makeRefund(asSystem(), refund!.key)
    await makeRefund(asSystem(), refund!.key)
    expect([await statusOf(orderId), (await getRefundOffer(me, orderId)).request?.status]).toEqual(['refunded', 'approved'])
    expect((await recordsOf(orderId)).filter((action) => action.startsWith('refund'))).toEqual([
      'refund.approve',
      'refund.ask',
      'refund.done',
      'refund.request',
    ])
    expect(await outcome(placeOrder(await aTrainee(), { classId, invoice: null }))).toBe('done')
  })

  test('lets the trainee join the programme again', async () => {
    const { me, classId, orderId } = await aPayer()
    await approve(me, await ask(me, orderId))
    const again = await placeOrder(me, { classId, invoice: null })
    await receivePayment(asSystem(), 'sandbox', await noticeFor(me, again))
    expect([await statusOf(again), await seatsTaken(classId)]).toEqual(['paid', 1])
  })

  test('reverses the invoice: an issued one is no file any more, one that waits is not issued', async () => {
    const { me, orderId } = await aPayer()
    const { invoice } = await getOrder(me, orderId)
    await issueInvoice(asSystem(), { traineeId: me.actor.id, invoiceId: invoice!.id })
    expect((await getInvoiceFile(me, invoice!.id)).number).toMatch(/^26/)
    await approve(me, await ask(me, orderId))
    expect((await getOrder(me, orderId)).invoice?.status).toBe('reversed')
    expect(await outcome(getInvoiceFile(me, invoice!.id))).toBe('not found')

    const other = await aPayer()
    await approve(other.me, await ask(other.me, other.orderId))
    const waiting = (await getOrder(other.me, other.orderId)).invoice!
    await issueInvoice(asSystem(), { traineeId: other.me.actor.id, invoiceId: waiting.id })
    expect((await db().select().from(invoices).where(eq(invoices.id, waiting.id)))[0]).toMatchObject({ status: 'reversed', number: null })
  })

  test('stops the player in the middle, and nothing of the course can be reached any more', async () => {
    const { me, studyId, requestId, enrollmentId } = await anAsker()
    const player = await aPlayer(me, studyId)
    const { mediaId } = (await getLesson(me, studyId)).chapters[0]!
    expect((await player.report([[0, 5]], 5)).status).toBe('saved')
    await approve(me, requestId)
    expect((await player.report([[5, 10]], 10)).status).toBe('replaced')
    expect(await outcome(getLesson(me, studyId))).toBe('not found')
    expect(await outcome(getMediaKey(me, mediaId))).toBe('not found')
    expect(await outcome(openStream(me, { studyId, chapterId: player.chapterId }))).toBe('not found')
    expect(await outcome(openAttempt(me, studyId))).toBe('not found')
    expect(await outcome(getClassHome(me, enrollmentId))).toBe('not found')
  })

  test('closes the quiz that was open', async () => {
    const { me, studyId, requestId } = await anAsker()
    const then = await watch(me, studyId)
    const attemptId = await openAttempt(then, studyId)
    const ticket = readAnswerTicket((await getOpenPaper(then, attemptId))!.ticket, then.now)!
    await approve(me, requestId)
    expect(await saveAnswers(asSystem(then.now), [{ ticket, position: 0, choice: [0] }])).toEqual([{ status: 'closed' }])
    expect(await outcome(getOpenPaper(then, attemptId))).toBe('not found')
    expect(await outcome(submitAttempt(then, attemptId))).toBe('not found')
  })

  test('is not possible any more when the class was passed meanwhile', async () => {
    const trainingClass = await aClass({ quizRequired: false })
    await setProgram(trainingClass.programId, terms)
    const learner = await aLearner({}, { trainingClass })
    const requestId = await ask(learner.trainee, learner.orderId)
    const then = await watch(learner.trainee, learner.studyId)
    expect(await outcome(approve(then, requestId))).toBe('refund_passed')
    expect([await statusOf(learner.orderId), await seatsTaken(trainingClass.id)]).toEqual(['paid', 1])
    await decline(then, requestId)
  })

  test('and passing the class in the same moment: one of the two happens, and never both', async () => {
    for (let i = 0; i < 5; i++) {
      const trainingClass = await aClass({ quizRequired: false })
      await setProgram(trainingClass.programId, terms)
      const { trainee: me, studyId, orderId } = await aLearner({}, { trainingClass })
      const requestId = await ask(me, orderId)
      const player = await aPlayer(me, studyId)
      const [approved] = await Promise.all([outcome(approve(me, requestId)), player.report([[0, 60]], 60)])
      const { status } = (await enrollmentsOf(me))[0]!
      expect([approved, status]).toEqual(approved === 'done' ? ['done', 'withdrawn'] : ['refund_passed', 'passed'])
    }
  })
})

describe('single courses', () => {
  test('end when their order is refunded; others on the shelf stay, and they can be bought again', async () => {
    const shelf = await aShelf([100, 200, 300], terms)
    const [a, b, c] = shelf.courseIds as [string, string, string]
    const me = await aTrainee()
    const buy = async (courseIds: string[], expectedFen: number) => {
      const orderId = await orderCourses(me, { courseIds, expectedFen, invoice: null, ownedConfirmed: false })
      await payAtBank(me, orderId)
      await deliverNotice(me, orderId)
      return orderId
    }
    const orderId = await buy([a, b], 300)
    await buy([c], 300)
    await approve(me, await ask(me, orderId))
    const open = await db()
      .select({ courseId: studies.courseId, endedAt: studies.endedAt })
      .from(studies)
      .where(eq(studies.traineeId, me.actor.id))
    expect(open.filter(({ endedAt }) => !endedAt)).toEqual([{ courseId: c, endedAt: null }])
    expect((await db().select().from(enrollments).where(eq(enrollments.traineeId, me.actor.id)))[0]!.status).toBe('active')
    await makeRefund(asSystem(), (await refundsOf(orderId))[0]!.key)
    expect([await statusOf(orderId), await statusOf(await buy([a], 100))]).toEqual(['refunded', 'paid'])
  })

  test('one of which is passed are not refunded', async () => {
    const shelf = await aShelf([100, 200], { ...terms, refundMaxLearntPercent: 100 })
    const me = await aTrainee()
    const orderId = await orderCourses(me, { courseIds: shelf.courseIds, expectedFen: 300, invoice: null, ownedConfirmed: false })
    await receivePayment(asSystem(), 'sandbox', await noticeFor(me, orderId))
    const requestId = await ask(me, orderId)
    const [study] = await db()
      .select()
      .from(studies)
      .where(and(eq(studies.traineeId, me.actor.id), eq(studies.courseId, shelf.courseIds[0]!)))
    const then = await watch(me, study!.id)
    expect(await outcome(approve(then, requestId))).toBe('refund_passed')
    await decline(me, requestId)
    expect(await outcome(ask(then, orderId))).toBe('refund_passed')
  })
})

describe('a decision', () => {
  test('to decline is read by the trainee with its answer, and they may ask again', async () => {
    const { me, orderId } = await aPayer()
    await decline(me, await ask(me, orderId))
    const { request, askable } = await getRefundOffer(me, orderId)
    expect([request?.status, request?.answer, askable, await statusOf(orderId)]).toEqual(['declined', '已超过约定的退款时间', true, 'paid'])
    expect(await recordsOf(orderId)).toContain('refund.decline')
    expect(await outcome(ask(at(me, new Date(noon.getTime() + 1000)), orderId))).toBe('done')
  })

  test('is made once, whoever presses', async () => {
    const { me, orderId } = await aPayer()
    const requestId = await ask(me, orderId)
    const words = await outcomes([approve(me, requestId), decline(me, requestId), approve(me, requestId), decline(me, requestId)])
    expect(tallied(words)).toEqual({ done: 1, refund_decided: 3 })
    expect((await refundsOf(orderId)).length).toBe((await statusOf(orderId)) === 'paid' ? 0 : 1)
  })

  test('wants the right to refunds', async () => {
    const { me, orderId } = await aPayer()
    const requestId = await ask(me, orderId)
    expect(await outcome(approve(me, requestId, aClerk(['photos'])))).toBe('not found')
    expect(await outcome(decline(me, requestId, me as unknown as Ctx<Staff>))).toBe('not found')
    expect(await outcome(approve(await aTrainee(), requestId))).toBe('not found')
    expect((await db().select().from(refundRequests).where(eq(refundRequests.id, requestId)))[0]!.status).toBe('open')
  })
})

test('an order paid twice is refunded when both payments are back, not before', async () => {
  const { me, orderId } = await aPayer()
  await receivePayment(asSystem(), 'sandbox', await noticeFor(me, orderId, { tradeNumber: `elsewhere-${orderId}` }))
  await approve(me, await ask(me, orderId))
  const owed = await refundsOf(orderId)
  expect(owed).toHaveLength(2)
  const atBank = owed.find(({ tradeNumber }) => tradeNumber.startsWith('SB'))!
  await makeRefund(asSystem(), atBank.key)
  expect(await statusOf(orderId)).toBe('refunding')
  await expect(makeRefund(asSystem(), owed.find((one) => one !== atBank)!.key)).rejects.toThrow('the bank knows no payment')
  expect(await statusOf(orderId)).toBe('refunding')
})

test('a course of a refunded class counts nowhere when the class is taken again', async () => {
  const { me, orderId, studyId, requestId, trainingClass } = await anAsker()
  await watch(me, studyId)
  await approve(me, requestId)
  const { enrollmentId } = await anEnrolled({}, { trainee: { ...me, idNumber: '', phone: null }, trainingClass })
  const { studies: chosen, tallies } = await getClassHome(me, enrollmentId)
  expect([chosen, tallies[0]!.earned, await statusOf(orderId)]).toEqual([[], 0, 'refunding'])
})
