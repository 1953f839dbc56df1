import { describe, expect, test } from 'vitest'
import { detailLines } from '@/lib/admin/audit-details'

describe('what an entry of the log says beside its object', () => {
  test.each<[what: string, details: Record<string, unknown>, lines: string[]]>([
    ['money in yuan', { provider: 'alipay', tradeNumber: 'T1', amountFen: 12_000 }, ['渠道：支付宝', '交易号：T1', '金额：¥120.00']],
    [
      'a part of a transfer',
      { reference: 'B1', paidOn: '2026-06-18', amountFen: 3000, missingFen: 5000 },
      ['流水号：B1', '到账日期：2026-06-18', '金额：¥30.00', '还差：¥50.00'],
    ],
    [
      'changed fields by their names on the form, without ids',
      { before: { title: '甲', creditHours: 6, categoryId: '01a2' }, after: { title: '乙', creditHours: 8, categoryId: '01a3' } },
      ['更改前：标题 甲，学时 6', '更改后：标题 乙，学时 8'],
    ],
    [
      'nothing and yes or no in words',
      { before: { feeFen: 0, attentionEverySeconds: null }, after: { feeFen: 520_000, attentionEverySeconds: 20 } },
      ['更改前：费用 ¥0.00，签到间隔（秒） 无', '更改后：费用 ¥5,200.00，签到间隔（秒） 20'],
    ],
    [
      'how much came in with a file',
      { fileName: '题库.xlsx', imported: 12, problems: 1, duplicates: 0 },
      ['文件：题库.xlsx', '导入：12', '有问题：1', '重复：0'],
    ],
    [
      'what was added at once',
      {
        regions: [
          { code: '130202', name: '路南区' },
          { code: '130203', name: '路北区' },
        ],
        categories: [],
        specialties: [],
      },
      ['行政区划：代码 130202，名称 路南区、代码 130203，名称 路北区'],
    ],
    ['an end of days by its last day', { before: { enrolUntil: '2026-12-31T16:00:00.000Z' } }, ['更改前：报名截止 2026-12-31']],
    ['a rename', { before: '旧名', after: '新名' }, ['更改前：旧名', '更改后：新名']],
    ['what has no word stays with the database', { request: '01a2', sha256: 'x', item: null }, []],
  ])('%s', (_, details, lines) => expect(detailLines(details)).toEqual(lines))
})
