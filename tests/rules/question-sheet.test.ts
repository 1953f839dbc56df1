import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseGift, writeGift } from '@/lib/catalog/questions/gift'
import { type Draft, judgementOptions, problemsOf } from '@/lib/catalog/questions/rules'
import { questionTemplate, readQuestionSheet, writeQuestionSheet } from '@/lib/catalog/questions/sheet'
import { aBankSheet } from '../support/number-cells'
import { aFile } from '../support/workbook'

const read = (bytes: Buffer) => readQuestionSheet(aFile(bytes))
const shown = async (cell: Parameters<typeof aBankSheet>[0][number][number], book = {}) =>
  (await read(aBankSheet([['单选', '题', cell, '另一个', null, null, 'A']], book))).questions[0]?.draft.options[0]

describe('a cell is read as the program shows it', () => {
  test.each<[number, string, string]>([
    [0.5, '0%', '50%'],
    [0.75, '0.0%', '75.0%'],
    [46143, 'yyyy"年"m"月"d"日"', '2026年5月1日'],
    [46144, 'yyyy-mm-dd', '2026-05-02'],
    [46145, 'm"月"d"日"', '5月3日'],
    [46143, 'yyyy"年"m"月"d"日";@', '2026年5月1日'],
    [46143, '[$-F800]dddd, mmmm dd, yyyy', '2026年5月1日'],
    [46143, '[$-804]aaaa;@', '星期五'],
    [46173, '[DBNum1][$-804]yyyy"年"m"月"d"日";@', '二〇二六年五月三十一日'],
    [46143.5, 'yyyy/m/d h:mm', '2026/5/1 12:00'],
    [0.3541666667, 'h:mm', '8:30'],
    [0.3541666667, 'h"时"mm"分"', '8时30分'],
    [0.85, '上午/下午h"时"mm"分"', '下午8时24分'],
    [0.85, 'h:mm AM/PM', '8:24 PM'],
    [0.85, '[$-F400]h:mm:ss AM/PM', '20:24:00'],
    [1.5, '[h]:mm', '36:00'],
    [0.30000000000000004, 'General', '0.3'],
    [1 / 3, 'General', '0.333333333'],
    [100.1, 'General', '100.1'],
    [1e-7, 'General', '1E-07'],
    [12345678901234, 'General', '12345678901234'],
    [-5, 'General', '-5'],
    [5, 'G/通用格式', '5'],
    [5, 'General"个"', '5个'],
    [1.1, '0.00', '1.10'],
    [1234567, '#,##0', '1,234,567'],
    [1234.5, '"¥"#,##0.00', '¥1,234.50'],
    [-1234.5, '\\¥#,##0.00;[Red]\\¥\\-#,##0.00', '¥-1,234.50'],
    [1234.5, '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ', '¥1,234.50'],
    [1234.5, '[$€-2] #,##0.00', '€ 1,234.50'],
    [0.5, '# ?/?', '1/2'],
    [1.5, '# ?/?', '1 1/2'],
    [0.3125, '# ??/??', '5/16'],
    [12345, '0.00E+00', '1.23E+04'],
    [42, '000000', '000042'],
    [-5, '0"℃"', '-5℃'],
    [46143, 'yyyy年m月d日', '2026年5月1日'],
    [0.35, '上午/下午h时mm分', '上午8时24分'],
    [1234.5, '￥#,##0.00_);[红色]-￥0.00', '￥1,234.50'],
    [3, '第0条', '第3条'],
    [7, '"没有完', '7'],
  ])('%f by %s: %s', async (value, format, text) => expect(await shown({ value, format })).toBe(text))

  test.each<[number, number, string]>([
    [9, 0.5, '50%'],
    [14, 46143, '2026/5/1'],
    [20, 0.3541666667, '8:30'],
    [31, 46143, '2026年5月1日'],
    [58, 46143, '5月1日'],
    [44, 3, '¥3.00'],
  ])('built-in format %i', async (id, value, text) => expect(await shown({ value, id })).toBe(text))

  test('days count from 1904 where the workbook says so', async () =>
    expect(await shown({ value: 44681, format: 'yyyy-mm-dd' }, { date1904: true })).toBe('2026-05-01'))
  test('a tick is TRUE or FALSE', async () => expect(await shown({ value: 1, type: 'b' })).toBe('TRUE'))
  test('a formula is its last result', async () => expect(await shown({ value: 0.5, format: '0%', formula: '1/2' })).toBe('50%'))
  test('rich text and escaped characters are text', async () => expect(await shown('a_x000D_\nb_x005F_x0041_')).toBe('a\nb_x0041_'))

  test.each([
    ['an error', { value: '#DIV/0!', type: 'e' }, '#DIV/0!'],
    ['a formula that nobody worked out', { value: '', formula: 'A1' }, '公式没有结果'],
  ])('%s is a problem, not an empty option', async (_, cell, value) => {
    const { questions, problems } = await read(aBankSheet([['单选', '题', '甲', '乙', cell, null, 'A']]))
    expect(questions).toEqual([])
    expect(problems).toEqual([expect.objectContaining({ row: 2, column: '选项C', value })])
  })
})

describe('an answer', () => {
  type Cell = Parameters<typeof aBankSheet>[0][number][number]
  const answer = async (kind: string, cell: Cell, options: Cell[] = ['甲', '乙', '丙', '丁']) => {
    const row = [kind, '题', ...Array.from({ length: 4 }, (_, i) => options[i] ?? null), cell]
    const { questions, problems } = await read(aBankSheet([row]))
    return questions[0]?.draft.correct ?? problems[0]?.what
  }
  test.each<[Cell, number]>([
    ...(['√', '✓', '✔️', '☑', '对', '正确', '是', '真', 'T', 'true', 'Ｔ', 'ＴＲＵＥ', 'Yes', 'y', '1', '１', 'A'] as const).map(
      (one): [Cell, number] => [one, 0],
    ),
    ...(['×', '✗', '✘', '错', '错误', '否', '假', 'F', 'False', 'Ｆ', 'No', 'n', '0', 'B', '不正确。'] as const).map(
      (one): [Cell, number] => [one, 1],
    ),
    [{ value: 1, type: 'b' }, 0],
    [{ value: 0, type: 'b' }, 1],
    [{ value: 1 }, 0],
    [{ value: 'TRUE', type: 'str', formula: 'TRUE()' }, 0],
  ])('of a judgement, %j', async (cell, correct) => expect(await answer('判断题', cell, [])).toEqual([correct]))

  test('of a judgement is a letter of its own options where it has them', async () => {
    expect(await answer('判断题', 'A', ['错误', '正确'])).toEqual([1])
    expect(await answer('判断题', 'B', ['错', '对'])).toEqual([0])
  })

  test.each<[Cell, number[]]>([
    ['ABD', [0, 1, 3]],
    ['A、B、D', [0, 1, 3]],
    ['ａ，ｂ，ｄ', [0, 1, 3]],
    ['d b a', [0, 1, 3]],
    ['A|B+D', [0, 1, 3]],
    ['A和C', [0, 2]],
    ['1,2', [0, 1]],
    ['１、２', [0, 1]],
    [{ value: 12 }, [0, 1]],
    ['①③', [0, 2]],
    ['【AB】', [0, 1]],
  ])('of several, %j', async (cell, correct) => expect(await answer('多选题', cell)).toEqual(correct))

  test('that is a number, among options that are numbers, is asked about when it could be either', async () => {
    expect(await answer('单选题', '2', ['1', '2', '3'])).toEqual([1])
    expect(await answer('单选题', '2', ['2', '4', '6'])).toMatch(/既像第 2 个选项，又是选项 A 的内容/)
  })
  test.each(['甲', '9', 'AZ', '对'])('%s is none', async (cell) => expect(await answer('单选题', cell)).toBe('答案看不懂'))
})

test('the template’s examples are left out, and said; also with real questions between them', async () => {
  expect(await read(questionTemplate())).toEqual({
    questions: [],
    problems: [],
    remarks: expect.arrayContaining(['第 2、3、4 行是模版中的示例，没有导入。']),
  })
  const { questions, remarks } = await read(
    aBankSheet([
      ['单选题', '示例：发现有人触电，首先应当（　）。', '改过的选项', '乙', null, null, 'Z'],
      ['单选题', '真题', '甲', '乙', null, null, 'A'],
      ['判断题', '湿手可以拔插头。', null, null, null, null, '错误', '水会导电。'],
      ['判断题', '湿手可以拔插头。', null, null, null, null, '错误', '自己写的。'],
      ['判断题', '示例项目要报批。', null, null, null, null, '对'],
    ]),
  )
  expect(questions.map(({ draft }) => draft.stem)).toEqual(['真题', '湿手可以拔插头。', '示例项目要报批。'])
  expect(remarks).toEqual(['第 2、4 行是模版中的示例，没有导入。'])
})

test('no more than are read at once, and from which row on they are not', async () => {
  const rows = Array.from({ length: 2003 }, (_, i) => ['判断题', `题${i}`, null, null, null, null, '对'])
  const { questions, remarks } = await read(aBankSheet(rows))
  expect(questions).toHaveLength(2000)
  expect(remarks).toEqual([expect.stringContaining('第 2002 行起没有读取')])
})

test('any bank is the same after .xlsx, GIFT and .xlsx', async () => {
  const text = fc
    .string({
      unit: fc.constantFrom(
        ...'安全 =~#{}:\\%50->&<>/$\n"\'n_x[]*@+\t;lt',
        '[html]',
        '&lt;',
        '<b>',
        '</b>',
        '&#65;',
        '  ',
        '//',
        '::',
        '_x0041_',
        '示',
      ),
      minLength: 1,
      maxLength: 14,
    })
    .map((s) => s.trim())
    .filter(Boolean)
  const draft = fc
    .record({
      kind: fc.constantFrom('single' as const, 'multiple' as const, 'judgement' as const),
      stem: text,
      options: fc.uniqueArray(text, { minLength: 3, maxLength: 6 }),
      explanation: fc.oneof(text, fc.constant('')),
    })
    .map(({ kind, stem, options, explanation }): Draft => {
      if (kind === 'judgement') return { kind, stem, options: judgementOptions, correct: [options.length % 2], explanation }
      return { kind, stem, options, correct: kind === 'single' ? [1] : [0, 2], explanation }
    })
    .filter((one) => !problemsOf(one).length)
  await fc.assert(
    fc.asyncProperty(fc.array(draft, { minLength: 1, maxLength: 4 }), async (drafts) => {
      const first = await read(writeQuestionSheet(drafts))
      const gift = parseGift(
        writeGift(
          '课',
          first.questions.map(({ draft: one }) => one),
        ),
      )
      const last = await read(writeQuestionSheet(gift.questions.map(({ draft: one }) => one)))
      expect([first.problems, gift.problems, gift.questions.flatMap(({ lost }) => lost), last.problems]).toEqual([[], [], [], []])
      expect(last.questions.map(({ draft: one }) => one)).toEqual(drafts)
    }),
    { numRuns: 60 },
  )
})
