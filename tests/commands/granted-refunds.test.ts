import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { enrollments, studies } from '@/db/schema/enrollment'
import { invoices } from '@/db/schema/invoices'
import { makeRefund } from '@/lib/checkout/make-refund'
import { orderCourses } from '@/lib/checkout/order-courses'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder } from '@/lib/checkout/queries'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { getRefundOffer } from '@/lib/checkout/refund-queries'
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
import { deliverNotice, noticeFor, payAtBank } from '../support/bank'
import { enrollmentsOf, recordsOf, refundsOf, seatsTaken, statusOf } from '../support/books'
import { aLearner, anEnrolled, aPlayer, watch } from '../support/learners'
import { outcome } from '../support/outcome'
import { jobsWith } from '../support/queue'
import { anAsker, aPayer, approve, ask, decline, terms } from '../support/refunding'
import { aShelf, setProgram } from '../support/sales'
import { aClass, asSystem, aTrainee } from '../support/world'

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
    await issueInvoice(asSystem(), { buyerId: me.actor.id, invoiceId: invoice!.id })
    expect((await getInvoiceFile(me, invoice!.id)).number).toMatch(/^26/)
    await approve(me, await ask(me, orderId))
    expect((await getOrder(me, orderId)).invoice?.status).toBe('reversed')
    expect(await outcome(getInvoiceFile(me, invoice!.id))).toBe('not found')

    const other = await aPayer()
    await approve(other.me, await ask(other.me, other.orderId))
    const waiting = (await getOrder(other.me, other.orderId)).invoice!
    await issueInvoice(asSystem(), { buyerId: other.me.actor.id, invoiceId: waiting.id })
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

test('an order paid twice is refunded when both payments are back, not before', async () => {
  const { me, orderId } = await aPayer()
  await receivePayment(asSystem(), 'sandbox', await noticeFor(me, orderId, { tradeNumber: `elsewhere-${orderId}` }))
  await approve(me, await ask(me, orderId))
  const owed = await refundsOf(orderId)
  expect(owed).toHaveLength(2)
  const atBank = owed.find(({ tradeNumber }) => tradeNumber.startsWith('SB'))!
  await makeRefund(asSystem(), atBank.key)
  expect(await statusOf(orderId)).toBe('refunding')
  await makeRefund(asSystem(), owed.find((one) => one !== atBank)!.key) // which the bank knows nothing of
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
