import { describe, expect, test } from 'vitest'
import { chargeStatus, refundStatus } from '@/db/schema/payments'
import { chargeTransitions, isLive, nextChargeStatus, refundTransitions } from '@/lib/payments/states'

describe('a charge', () => {
  test.each(chargeStatus.enumValues)('%s: money is booked whenever it comes, and nothing follows it', (status) => {
    expect(nextChargeStatus(status, 'pay')).toBe(status === 'paid' ? null : 'paid')
    expect(chargeTransitions.paid).toEqual({})
  })

  test('ends once: what is closed or failed is not opened again', () => {
    for (const status of chargeStatus.enumValues) expect(nextChargeStatus(status, 'close')).toBe(isLive(status) ? 'closed' : null)
    for (const status of ['closed', 'failed', 'paid'] as const) expect(nextChargeStatus(status, 'open')).toBeNull()
  })
})

test.each(refundStatus.enumValues)('a refund that is %s can arrive, unless it has', (status) => {
  expect(refundTransitions[status].arrive ?? null).toBe(status === 'done' ? null : 'done')
})
