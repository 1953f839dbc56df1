import { describe, expect, test } from 'vitest'
import { orderStatus } from '@/db/schema/checkout'
import { nextOrderStatus, type OrderStatus } from '@/lib/checkout/order-states'
import { newOrderNumber } from '@/lib/checkout/rules'

const events = ['pay', 'pay_without_seat', 'cancel', 'expire', 'approve_refund', 'refund'] as const

/** Where each event leads from each state; a dash means that it changes nothing. */
const table: Record<OrderStatus, string> = {
  pending: 'paid  refunding  cancelled  expired  -  -',
  cancelled: 'paid  refunding  -  -  -  -',
  expired: 'paid  refunding  -  -  -  -',
  paid: '-  -  -  -  refunding  -',
  refunding: '-  -  -  -  -  refunded',
  refunded: '-  -  -  -  -  -',
}

describe('an order', () => {
  test('has a line in the table for every state', () => {
    expect(Object.keys(table).sort()).toEqual([...orderStatus.enumValues].sort())
  })

  const cells = orderStatus.enumValues.flatMap((status) =>
    table[status].split(/\s+/).map((cell, i) => [status, events[i]!, cell === '-' ? null : (cell as OrderStatus)] as const),
  )
  test.each(cells)('that is %s, on %s: %s', (status, event, next) => {
    expect(nextOrderStatus(status, event)).toBe(next)
  })
})

test('an order number is 18 digits and begins with the day in China', () => {
  expect(newOrderNumber(new Date('2026-06-17T16:00:00Z'))).toMatch(/^20260618\d{10}$/)
})
