import { expect, test } from 'vitest'
import { invoiceLines } from '@/lib/invoices/rules'

const items = (...fen: number[]) => fen.map((amountFen, i) => ({ title: `课程${i + 1}`, amountFen }))

test.each([
  ['one line as it is', items(12_000), [['培训费 课程1', 12_000]]],
  ['free courses left out', items(0, 100), [['培训费 课程2', 100]]],
  ['four lines', items(1, 2, 3, 4), [1, 2, 3, 4].map((n) => [`培训费 课程${n}`, n])],
  [
    'more than four summed up',
    items(1, 2, 3, 4, 5),
    [
      ['培训费 课程1', 1],
      ['培训费 课程2', 2],
      ['培训费 课程3', 3],
      ['培训费 其余 2 门课程', 9],
    ],
  ],
])('an invoice lists %s', (_, given, expected) => {
  expect(invoiceLines(given).map(({ name, amountFen }) => [name, amountFen])).toEqual(expected)
})
