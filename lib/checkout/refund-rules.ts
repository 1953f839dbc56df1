import type { RefundTerms } from '@/lib/catalog/programs/rules'
import type { Refusal } from '@/lib/shared/refused'
import { days, later } from '@/lib/shared/time'

export type RefundFacts = RefundTerms & { amountFen: number; paidAt: Date | null; learntPercent: number; passed: boolean }

/** Of several programmes in one order, what each of them allows; where there is none, nothing is given back. */
export const strictest = (terms: RefundTerms[]): RefundTerms => ({
  refundDays:
    terms.length && terms.every(({ refundDays }) => refundDays !== null) ? Math.min(...terms.map(({ refundDays }) => refundDays!)) : null,
  refundMaxLearntPercent: Math.min(100, ...terms.map(({ refundMaxLearntPercent }) => refundMaxLearntPercent)),
})

/** The terms in words, for whoever has not paid yet. */
export function refundRule({ refundDays, refundMaxLearntPercent }: RefundTerms): string {
  if (!refundDays) return '支付后不办理退款。'
  const learnt = {
    0: '，且还没有开始学习的，',
    100: '的，',
  }[refundMaxLearntPercent]
  return `支付后 ${refundDays} 天内${learnt ?? `，且学习不超过 ${refundMaxLearntPercent}% 的，`}可以申请退款；已合格的不再退。`
}

export type Learnt = { creditHours: number; seenSeconds: number; totalSeconds: number }

/** The share of `hours` that was watched, in whole per cent; begun counts, so that "nothing learnt" means nothing. */
export function learntPercent(courses: Learnt[], hours: number): number {
  const learnt = courses.reduce((sum, course) => sum + (course.creditHours * course.seenSeconds) / Math.max(1, course.totalSeconds), 0)
  return Math.min(100, Math.ceil((100 * learnt) / Math.max(1, hours)))
}

/** The moment until which a refund may be asked for. */
export const refundUntil = (paidAt: Date, refundDays: number) => later(paidAt, days(refundDays))

/** Why no refund may be asked for now; null when it may. The terms are the programme's; what is passed is used up. */
export function refusalToRefund(facts: RefundFacts, now: Date): Refusal | null {
  const { amountFen, paidAt, refundDays, refundMaxLearntPercent, passed } = facts
  if (!paidAt) return { code: 'order_not_paid', facts: {} }
  if (amountFen === 0) return { code: 'refund_free', facts: {} }
  if (passed) return { code: 'refund_passed', facts: {} }
  if (refundDays === null) return { code: 'refund_not_offered', facts: {} }
  if (now >= refundUntil(paidAt, refundDays)) return { code: 'refund_too_late', facts: { days: refundDays } }
  if (facts.learntPercent > refundMaxLearntPercent)
    return { code: 'refund_learnt', facts: { percent: facts.learntPercent, max: refundMaxLearntPercent } }
  return null
}
