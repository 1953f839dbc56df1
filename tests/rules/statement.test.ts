import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { orderNumbersIn, readStatement } from '@/lib/checkout/statement-table'
import { outcome } from '../support/outcome'

const table = (...rows: string[][]) => rows.map((cells, i) => ({ row: i + 1, cells }))
const number = '202611301234567890'
const line = { paidOn: '2026-11-30', amountFen: 1_234_550, payer: '唐山钢铁集团有限责任公司', reference: '10000000001' }

/** The columns of four banks' exports, and one that has the amounts of both ways in one column. */
const shapes: [bank: string, head: string[][], row: string[], out: string[]][] = [
  [
    '工商银行',
    [
      ['账号：0403****1234'],
      ['[HISTORYDETAIL]'],
      [
        '凭证号',
        '本方账号',
        '对方账号',
        '交易时间',
        '借/贷',
        '借方发生额',
        '贷方发生额',
        '对方单位名称',
        '摘要',
        '用途',
        '个性化信息',
        '余额',
        '交易流水号',
      ],
    ],
    ['0', '0403', '6222', '2026-11-30 10:22:11', '贷', '', '12,345.50', line.payer, '转账', number, '', '99,999.00', line.reference],
    ['0', '0403', '6222', '2026-11-30 11:00:00', '借', '50.00', '', '某公司', '付款', '', '', '99,949.00', '10000000002'],
  ],
  [
    '建设银行',
    [
      ['账户明细'],
      [
        '账号',
        '账户名称',
        '交易时间',
        '借方发生额（支取）',
        '贷方发生额（收入）',
        '余额',
        '币种',
        '对方户名',
        '对方账号',
        '记账日期',
        '摘要',
        '备注',
        '账户明细编号-交易流水号',
        '企业流水号',
        '凭证种类',
        '凭证号',
      ],
    ],
    [
      '1305',
      '某培训中心',
      '20261130 10:22:11',
      '0.00',
      '12345.50',
      '1',
      '人民币元',
      line.payer,
      '6222',
      '20261130',
      '转账',
      `培训费${number}`,
      line.reference,
      '',
      '',
      '000',
    ],
    [
      '1305',
      '某培训中心',
      '20261130 11:00:00',
      '50.00',
      '0.00',
      '1',
      '人民币元',
      '某公司',
      '6222',
      '20261130',
      '付款',
      '',
      '10000000002',
      '',
      '',
      '000',
    ],
  ],
  [
    '农业银行',
    [['交易日期', '交易时间戳', '收入金额', '支出金额', '账户余额', '交易行名', '对方省市', '对方账号', '对方户名', '交易用途', '流水号']],
    ['20261130', '102211', '12345.50', '', '1', '', '', '6222', line.payer, `订单 ${number} 培训`, line.reference],
    ['20261130', '110000', '', '50.00', '1', '', '', '6222', '某公司', '', '10000000002'],
  ],
  [
    '中国银行',
    [
      [
        '交易日期[ Transaction Date ]',
        '交易类型[ Transaction Type ]',
        "付款人名称[ Payer's Name ]",
        '交易金额[ Trade Amount ]',
        '交易后余额',
        '交易流水号[ Transaction reference number ]',
        '摘要[ Reference ]',
        '用途[ Purpose ]',
        '交易附言[ Remark ]',
      ],
    ],
    ['20261130', '来账', line.payer, '12,345.50', '1', line.reference, '', '', number],
    ['20261130', '往账', '某培训中心', '-50.00', '1', '10000000002', '', '', ''],
  ],
  [
    'one column of amounts and one that says the way',
    [['日期', '流水号', '借贷标志', '发生额/元', '对方名称', '附言']],
    ['2026年11月30日', line.reference, '贷', '¥12,345.50', line.payer, number],
    ['2026年11月30日', '10000000002', '借', '50.00', '某公司', ''],
  ],
]

describe('the statement of a bank', () => {
  test.each(shapes)('%s: what came in is read, what went out is left', (_, head, came, went) => {
    const { lines, unread } = readStatement(table(...head, came, went, ['合计', '', '', '']))
    expect(lines).toEqual([expect.objectContaining(line)])
    expect(orderNumbersIn(lines[0]!.remark)).toEqual([number])
    expect(unread).toEqual([])
  })

  test('a line whose day or number cannot be read is named, not left', () => {
    const [, head, came] = shapes[4]!
    const broken = (place: number, text: string) => came.map((cell, i) => (i === place ? text : cell))
    const { lines, unread } = readStatement(table(...head, broken(0, '昨天'), broken(1, '见回单'), came))
    expect([lines.length, unread]).toEqual([1, [2, 3]])
  })

  test.each([
    [
      'no column of numbers',
      [
        ['日期', '金额'],
        ['20261130', '5.00'],
      ],
      'statement_heads',
    ],
    [
      'a table of something else',
      [
        ['姓名', '证件号码'],
        ['张三', '1302'],
      ],
      'statement_heads',
    ],
    [
      'nothing came in',
      [
        ['日期', '流水号', '收入金额'],
        ['20261130', '10000001', ''],
      ],
      'statement_empty',
    ],
    ['nothing at all', [], 'statement_heads'],
  ])('%s is refused', async (_, rows, code) => {
    expect(await outcome((async () => readStatement(table(...rows)))())).toBe(code)
  })
})

test.each([
  ['订单202611301234567890', [number]],
  ['2026 1130 1234 5678 90', [number]],
  ['20261130-1234567890 职工培训', [number]],
  ['２０２６１１３０１２３４５６７８９０', [number]],
  [`${number}、202611301234567891`, [number, '202611301234567891']],
  [`${number} ${number}`, []], // digits that run into one another are no number
  [`${number}，${number}`, [number]],
  ['6222021202611301234567890', []],
  ['202613301234567890', []],
  ['培训费', []],
])('in “%s” stand the orders %j', (remark, found) => expect(orderNumbersIn(remark)).toEqual(found))

test('whatever a table holds, reading it ends in lines that are whole, or in a refusal', () => {
  const cell = fc.oneof(
    fc.constantFrom('日期', '流水号', '收入金额', '金额', '贷', '20261130', '1,000.00', '-5', '10000001', number),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 12 }), (rows) => {
      try {
        for (const one of readStatement(table(...rows)).lines) {
          expect(one.amountFen).toBeGreaterThan(0)
          expect(one.paidOn).toMatch(/^20\d\d-\d\d-\d\d$/)
          expect(one.reference).toMatch(/^[0-9A-Za-z-]{4,40}$/)
        }
      } catch (error) {
        expect(error).toHaveProperty('code', expect.stringMatching(/^statement_/))
      }
    }),
  )
})
