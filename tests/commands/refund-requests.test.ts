import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { refundRequests } from '@/db/schema/checkout'
import { placeOrder } from '@/lib/checkout/place-order'
import { listOrders } from '@/lib/checkout/queries'
import { getRefundOffer } from '@/lib/checkout/refund-queries'
import type { Ctx, Staff } from '@/lib/shared/context'
import { days } from '@/lib/shared/time'
import { recordsOf, refundsOf, seatsTaken, statusOf } from '../support/books'
import { aGraduate, aLearner, aPlayer } from '../support/learners'
import { outcome, outcomes, tallied } from '../support/outcome'
import { aClerk, aPayer, approve, ask, decline, reason, terms } from '../support/refunding'
import { setProgram } from '../support/sales'
import { aClass, aCourse, aTrainee, at, laterOn, noon } from '../support/world'

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
    expect(await outcome(approve(me, requestId, aClerk('reviewer')))).toBe('not found')
    expect(await outcome(decline(me, requestId, me as unknown as Ctx<Staff>))).toBe('not found')
    expect(await outcome(approve(await aTrainee(), requestId))).toBe('not found')
    expect((await db().select().from(refundRequests).where(eq(refundRequests.id, requestId)))[0]!.status).toBe('open')
  })
})
