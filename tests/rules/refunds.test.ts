import { describe, expect, test } from 'vitest'
import { learntPercent, type RefundFacts, refundRule, refusalToRefund, strictest } from '@/lib/checkout/refund-rules'
import { days, later } from '@/lib/shared/time'

const paidAt = new Date('2026-06-01T08:00:00Z')
const facts: RefundFacts = { amountFen: 12_000, paidAt, learntPercent: 10, passed: false, refundDays: 7, refundMaxLearntPercent: 10 }

describe('a refund may be asked for', () => {
  test.each<[string, Partial<RefundFacts>, number, string | null]>([
    ['at once', {}, 0, null],
    ['to the last moment of the seventh day', {}, days(7) - 1, null],
    ['not a moment later', {}, days(7), 'refund_too_late'],
    ['with just as much learnt as is allowed', { learntPercent: 10 }, 0, null],
    ['with a hundredth more, not', { learntPercent: 11 }, 0, 'refund_learnt'],
    ['with something learnt where nothing may be, not', { learntPercent: 1, refundMaxLearntPercent: 0 }, 0, 'refund_learnt'],
    ['with nothing learnt where nothing may be', { learntPercent: 0, refundMaxLearntPercent: 0 }, 0, null],
    ['never where the programme does not say so', { refundDays: null }, 0, 'refund_not_offered'],
    ['not for what is passed', { passed: true, refundMaxLearntPercent: 100 }, 0, 'refund_passed'],
    ['not for what cost nothing', { amountFen: 0 }, 0, 'refund_free'],
    ['not before it is paid', { paidAt: null }, 0, 'order_not_paid'],
    ['on the day of payment only, with no days given', { refundDays: 0 }, 0, 'refund_too_late'],
  ])('%s', (_, change, after, expected) => {
    expect(refusalToRefund({ ...facts, ...change }, later(paidAt, after))?.code ?? null).toBe(expected)
  })

  test('the refusal says how much is learnt, and how much may be', () => {
    expect(refusalToRefund({ ...facts, learntPercent: 42 }, paidAt)).toEqual({ code: 'refund_learnt', facts: { percent: 42, max: 10 } })
  })
})

describe('the share learnt', () => {
  const course = (creditHours: number, seenSeconds: number, totalSeconds = 100) => ({ creditHours, seenSeconds, totalSeconds })
  test.each([
    ['of nothing chosen is nothing', [], 90, 0],
    ['weighs courses by their hours', [course(30, 100), course(60, 0)], 90, 34],
    ['begun is not nothing', [course(60, 1, 100_000)], 60, 1],
    ['is all when all is seen', [course(4, 100), course(8, 100)], 12, 100],
    ['is never more than all', [course(60, 100), course(60, 100)], 90, 100],
    ['counts what is not chosen yet as not learnt', [course(10, 100)], 40, 25],
  ])('%s', (_, courses, hours, expected) => {
    expect(learntPercent(courses, hours)).toBe(expected)
  })
})

test.each([
  [[{ refundDays: 7, refundMaxLearntPercent: 10 }], 7, 10],
  [
    [
      { refundDays: 7, refundMaxLearntPercent: 10 },
      { refundDays: 3, refundMaxLearntPercent: 50 },
    ],
    3,
    10,
  ],
  [
    [
      { refundDays: null, refundMaxLearntPercent: 0 },
      { refundDays: 3, refundMaxLearntPercent: 50 },
    ],
    null,
    0,
  ],
])('an order of several programmes has the strictest terms of all: %j', (terms, refundDays, refundMaxLearntPercent) => {
  expect(strictest(terms)).toEqual({ refundDays, refundMaxLearntPercent })
})

test.each([
  [null, 100, '支付后不办理退款。'],
  [0, 100, '支付后不办理退款。'],
  [7, 20, '支付后 7 天内，且学习不超过 20% 的，可以申请退款；已合格的不再退。'],
  [15, 0, '支付后 15 天内，且还没有开始学习的，可以申请退款；已合格的不再退。'],
  [30, 100, '支付后 30 天内的，可以申请退款；已合格的不再退。'],
])('of %s days and %s per cent the rule reads %s', (refundDays, refundMaxLearntPercent, words) => {
  expect(refundRule({ refundDays, refundMaxLearntPercent })).toBe(words)
})
