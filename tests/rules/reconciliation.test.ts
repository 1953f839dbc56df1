import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAlipayBill } from '@/lib/payments/gateways/alipay-bill'
import { fenOf, momentOf } from '@/lib/payments/gateways/bill-text'
import type { BillLine } from '@/lib/payments/gateways/gateway'
import { readWechatpayBill } from '@/lib/payments/gateways/wechatpay-bill'
import { compare, moreFen, type Ours, sumsOf } from '@/lib/reconciliation/rules'
import { inGbk, zipped } from '../support/gbk-zip'

const at = new Date('2026-03-09T01:05:00Z')
const line = (kind: BillLine['kind'], tradeNumber: string, amountFen: number, number = `N${tradeNumber}`): BillLine => ({
  kind,
  tradeNumber,
  number,
  amountFen,
  feeFen: 0,
  at,
})
const ours = (kind: Ours['kind'], tradeNumber: string, amountFen: number, number = `N${tradeNumber}`): Ours => ({
  kind,
  tradeNumber,
  number,
  amountFen,
  buyerId: 'b',
  orderId: 'o',
})

describe('a bill beside our own books', () => {
  test.each<[what: string, BillLine[], Ours[], found: [kind: string, bill: number | null, ours: number | null][]]>([
    [
      'the same on both sides',
      [line('payment', '1', 100), line('refund', '1', 40, 'r')],
      [ours('payment', '1', 100), ours('refund', '1', 40, 'r')],
      [],
    ],
    ['paid there and not here', [line('payment', '1', 100)], [], [['unknown_payment', 100, null]]],
    ['paid here and not there', [], [ours('payment', '1', 100)], [['missing_payment', null, 100]]],
    ['another amount', [line('payment', '1', 99)], [ours('payment', '1', 100)], [['payment_amount', 99, 100]]],
    ['given back there and not here', [line('refund', '1', 100)], [], [['unknown_refund', 100, null]]],
    ['given back here and not there', [], [ours('refund', '1', 100)], [['missing_refund', null, 100]]],
    ['another amount given back', [line('refund', '1', 101)], [ours('refund', '1', 100)], [['refund_amount', 101, 100]]],
    ['a line twice', [line('payment', '1', 100), line('payment', '1', 100)], [ours('payment', '1', 100)], [['unknown_payment', 100, null]]],
    [
      'several refunds of one trade are told apart',
      [line('refund', '1', 40, 'a'), line('refund', '1', 60, 'b')],
      [ours('refund', '1', 60, 'b'), ours('refund', '1', 40, 'c')],
      [
        ['unknown_refund', 40, null],
        ['missing_refund', null, 40],
      ],
    ],
    [
      'a refund is not its payment',
      [line('refund', '1', 100, '1')],
      [ours('payment', '1', 100)],
      [
        ['unknown_refund', 100, null],
        ['missing_payment', null, 100],
      ],
    ],
  ])('%s', (_, lines, books, found) => {
    expect(compare(lines, books).differences.map(({ kind, billFen, oursFen }) => [kind, billFen, oursFen])).toEqual(found)
  })

  test('to the fen, whatever is in the two: our books and the differences make the bill', () => {
    const entry = <T>(make: (kind: BillLine['kind'], trade: string, fen: number, number: string) => T) =>
      fc
        .tuple(fc.constantFrom('payment' as const, 'refund' as const), fc.nat(5), fc.integer({ min: 1, max: 300 }), fc.nat(3))
        .map(([kind, trade, fen, number]) => make(kind, String(trade), fen, kind === 'payment' ? `N${trade}` : `R${trade}${number}`))
    const once = (one: Ours) => (one.kind === 'payment' ? `p${one.tradeNumber}` : one.number)
    const books = fc.uniqueArray(entry(ours), { maxLength: 8, selector: once })
    fc.assert(
      fc.property(fc.array(entry(line), { maxLength: 8 }), books, (lines, mine) => {
        const net = ({ paidFen, refundedFen }: { paidFen: number; refundedFen: number }) => paidFen - refundedFen
        const result = compare(lines, mine)
        const more = result.differences.reduce((sum, difference) => sum + moreFen(difference), 0)
        expect(net(result.ours) + more).toBe(net(sumsOf(lines)))
      }),
    )
  })
})

test.each([
  ['120.00', 12_000],
  ['-0.72000', -72],
  ['0.285', 29],
  ['1000000.01', 100_000_001],
  ['0', 0],
])('%s yuan are %i fen', (yuan, fen) => expect(fenOf(yuan)).toBe(fen))

test.each(['', '1,200.00', '12a', '¥1'])('“%s” is no amount', (text) => expect(() => fenOf(text)).toThrow())
test('moments are Beijing time', () => {
  expect(momentOf('2026-03-09 09:05:00')).toEqual(at)
  expect(() => momentOf('2026/3/9')).toThrow()
})

describe('支付宝’s zip file', () => {
  const head =
    '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,退款批次号/请求号,服务费（元）,分润（元）,备注'
  const row = (trade: string, number: string, kind: string, amount: string, request = '', name = '培训班') =>
    [
      trade,
      number,
      kind,
      name,
      '2026-03-09 09:00:00',
      '2026-03-09 09:05:00',
      '',
      '',
      '',
      '',
      'a***@b.c',
      amount,
      amount,
      request,
      '-0.72',
      '0.00',
      '',
    ]
      .map((cell) => `${cell}\t`)
      .join(',')
  const file = (rows: string[], paid: number, back: number) =>
    [
      '#支付宝业务明细查询',
      '#----业务明细列表----',
      head,
      ...rows,
      '#----业务明细列表结束----',
      `#交易合计：${paid}笔，商家实收共120.00元，商家优惠共0.00元`,
      `#退款合计：${back}笔，商家实收退款共-20.00元，商家优惠退款共0.00元`,
      '',
    ].join('\r\n')
  const zip = (text: string, name = '2088_20260309_业务明细.csv') =>
    zipped([
      [inGbk('2088_20260309_业务明细(汇总).csv'), inGbk('#支付宝业务汇总查询\r\n')],
      [inGbk(name), inGbk(text)],
    ])
  const rows = [
    row('T1', '20260309000000000001', '交易', '120.00', '', '讲座, 门票'),
    row('T1', '20260309000000000001', '退款', '-20.00', 'r-1'),
  ]

  test('lines with their fees; a comma in what was sold is no end of a field', async () => {
    expect(await readAlipayBill(await zip(file(rows, 1, 1)))).toEqual([
      { kind: 'payment', tradeNumber: 'T1', number: '20260309000000000001', amountFen: 12_000, feeFen: 72, at },
      { kind: 'refund', tradeNumber: 'T1', number: 'r-1', amountFen: 2000, feeFen: 72, at },
    ])
  })

  test.each([
    ['its own count is another', () => zip(file(rows.slice(1), 1, 1))],
    ['the end is missing', () => zip(file(rows, 1, 1).split('#----业务明细列表结束')[0]!)],
    ['a column is missing', () => zip(file(rows, 1, 1).replace('服务费（元）', '服务'))],
    ['there is no table', () => zip('', 'readme.txt')],
    ['no zip file at all', async () => Buffer.from('<html>请登录</html>')],
  ])('%s: it is not believed', async (_, made) => {
    await expect(readAlipayBill(await made())).rejects.toThrow()
  })
})

describe('微信支付’s table', () => {
  const head = '交易时间,微信订单号,商户订单号,交易状态,微信退款单号,商户退款单号,商品名称,手续费,订单金额,申请退款金额,费率备注'
  const row = (state: string, paid: string, back: string, refund: string, fee: string) =>
    ['2026-03-09 09:05:00', '4200', '20260309000000000001', state, '5030', refund, '讲座, 门票', fee, paid, back, '']
      .map((cell) => `\`${cell}`)
      .join(',')
  const file = (rows: string[], count: number, paid: string, back: string) =>
    [head, ...rows, '总交易单数,手续费总金额,订单总金额,申请退款总金额', `\`${count},\`0.60000,\`${paid},\`${back}`, ''].join('\r\n')
  const rows = [row('SUCCESS', '120.00', '0.00', '0', '0.72000'), row('REFUND', '0.00', '20.00', 'r-1', '-0.12000')]

  test('lines with their fees, of which some is given back; also behind a byte order mark', () => {
    const bill = [
      { kind: 'payment', tradeNumber: '4200', number: '20260309000000000001', amountFen: 12_000, feeFen: 72, at },
      { kind: 'refund', tradeNumber: '4200', number: 'r-1', amountFen: 2000, feeFen: -12, at },
    ]
    expect(readWechatpayBill(file(rows, 2, '120.00', '20.00'))).toEqual(bill)
    expect(readWechatpayBill(`\ufeff${file(rows, 2, '120.00', '20.00')}`)).toEqual(bill)
  })

  test.each([
    ['its own count is another', file(rows, 3, '120.00', '20.00')],
    ['its own sum is another', file(rows, 2, '120.01', '20.00')],
    ['the sums are missing', file(rows, 2, '120.00', '20.00').split('总交易单数')[0]!],
    ['a line without backquotes', file(rows, 2, '120.00', '20.00').replace('`2026', '2026')],
    ['a column is missing', file(rows, 2, '120.00', '20.00').replace('手续费,', '费用,')],
    ['nothing', ''],
  ])('%s: it is not believed', (_, text) => expect(() => readWechatpayBill(text)).toThrow())
})
