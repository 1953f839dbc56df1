import { describe, expect, test } from 'vitest'
import { sentenceOf } from '@/lib/rosters/problems'
import type { Cell } from '@/lib/rosters/table'
import { cardBorn, checked, man } from '../support/rosters'

const found = (row: ReturnType<typeof checked>) => row.problems.map(({ kind, column }) => `${column}: ${kind}`)
const mended = (row: ReturnType<typeof checked>) => row.repairs.map(({ column, to, what }) => `${column} → ${to}: ${what.join('、')}`)
const number = (text: string): Cell => ({ text, kind: 'number' })
const woman = cardBorn('1985-05-20', 224)
const withX = Array.from({ length: 50 }, (_, i) => cardBorn('1985-05-20', 101 + 2 * i)).find((one) => one.endsWith('X'))!

test('a row as it should be has no problem and no repair, and takes sex, birth and employer from what is known', () => {
  const row = checked({})
  expect(found(row)).toEqual([])
  expect(mended(row)).toEqual([])
  expect(row.values).toEqual({
    name: '王建国',
    documentKind: 'resident_id',
    idNumber: man,
    phone: '13800006021',
    sex: '男',
    bornOn: '1980-01-01',
    employer: '唐山市水务局',
    technicalGrade: '',
    remark: '',
  })
})

describe('身份证号', () => {
  test.each<[string, string | Cell, string[]]>([
    ['blank', '', ['idNumber: missing']],
    ['a dash for nothing', '——', ['idNumber: missing']],
    ['17 characters', man.slice(1), ['idNumber: id_length']],
    ['an old number', '130203800101121', ['idNumber: id_old']],
    ['an old number that is a number', number('130203800101121'), ['idNumber: id_old']],
    ['a letter O', man.replace('0', 'O'), ['idNumber: id_characters']],
    ['no province', cardBorn('1980-01-01', 121, '000203'), ['idNumber: id_region']],
    ['the 30th of February', cardBorn('1980-02-30'), ['idNumber: id_date']],
    ['born tomorrow', cardBorn('2026-06-19'), ['idNumber: id_date']],
    ['one digit wrong', `${man.slice(0, 16)}9${man.slice(17)}`, ['idNumber: id_checksum']],
    ['15 years old', cardBorn('2010-06-19'), ['idNumber: id_age']],
    ['16 years old today', cardBorn('2010-06-18'), []],
    ['101 years old', cardBorn('1925-01-01'), ['idNumber: id_age']],
    ['a number that lost its last digits', { text: '130203198001011200', kind: 'lost' }, ['idNumber: id_digits_lost']],
    ['the same pasted as text', '130203198001011000', ['idNumber: id_digits_lost']],
    ['a permit of Hong Kong', cardBorn('1980-01-01', 121, '810000'), []],
    ['a passport without its kind', 'E12345678', ['idNumber: id_length']],
    ['a formula that failed', { text: '#REF!', kind: 'error' }, ['idNumber: cell_error']],
    ['the text of one, as in .csv', '#N/A', ['idNumber: cell_error']],
  ])('%s', (_, idNumber, problems) => {
    expect(found(checked({ idNumber }))).toEqual(problems)
  })

  test.each<[string, string, string, string[]]>([
    ['a passport', '护照', 'e 1234 5678', []],
    ['a card said to be a passport', '护照', man, ['idNumber: document_kind_differs']],
    ['a permit said to be a card', '身份证', cardBorn('1980-01-01', 121, '830000'), ['idNumber: document_kind_differs']],
    ['a kind that does not exist', '军官证', man, ['documentKind: document_kind_unknown']],
    ['the second generation', '二代身份证', man, []],
  ])('%s', (_, documentKind, idNumber, problems) => {
    expect(found(checked({ documentKind, idNumber }))).toEqual(problems)
  })
})

describe('the other cells', () => {
  test.each<[string, Parameters<typeof checked>[0], string[]]>([
    ['no name', { name: ' ' }, ['name: missing']],
    ['a digit in a name', { name: '王建国2' }, ['name: name_characters']],
    ['a rare character and a dot', { name: '𠮷买提·艾山' }, []],
    ['51 characters', { name: '王'.repeat(51) }, ['name: too_long']],
    ['50 rare characters', { name: '𠮷'.repeat(50) }, []],
    ['a woman with the number of a man', { sex: '女' }, ['sex: sex_differs']],
    ['a woman', { sex: '女性', idNumber: woman }, []],
    ['no sex of ours', { sex: '1' }, ['sex: sex_unknown']],
    ['born another day', { bornOn: '1980/1/2' }, ['bornOn: born_differs']],
    ['born that day, in words', { bornOn: '1980年1月1日' }, []],
    ['born that month', { bornOn: '1980.01' }, []],
    ['born another month', { bornOn: '1980年2月' }, ['bornOn: born_differs']],
    ['a date cell', { bornOn: { text: '1980-01-01', kind: 'date' } }, []],
    ['the days of Excel', { bornOn: number('29221') }, []],
    ['the next day of Excel', { bornOn: number('29222') }, ['bornOn: born_differs']],
    ['no date', { bornOn: '八零年' }, ['bornOn: born_unknown']],
    ['no phone', { phone: '' }, ['phone: missing']],
    ['a telephone of the office', { phone: '0315-2801234' }, ['phone: phone_form']],
    ['two phones', { phone: '13800006021/13900006021' }, ['phone: phone_form']],
    ['a phone that is a number', { phone: number('13800006021') }, []],
    ['no grade of the list', { technicalGrade: '工程师' }, ['technicalGrade: grade_unknown']],
    ['a grade with other brackets', { technicalGrade: '正高级 (二级)' }, []],
    ['a long remark', { remark: '备'.repeat(201) }, ['remark: too_long']],
    [
      'all at once',
      { name: '', phone: '1', sex: '女', technicalGrade: '?' },
      ['name: missing', 'sex: sex_differs', 'phone: phone_form', 'technicalGrade: grade_unknown'],
    ],
  ])('%s', (_, typed, problems) => {
    expect(found(checked(typed))).toEqual(problems)
  })

  test('sex and birth are not compared with a number that is wrong itself', () => {
    expect(found(checked({ idNumber: man.slice(1), sex: '女', bornOn: '1999-09-09' }))).toEqual(['idNumber: id_length'])
  })
})

test.each<[string, Parameters<typeof checked>[0], string[]]>([
  ['full width', { idNumber: '１３０２０３１９８００１０１１２１８' }, [`idNumber → ${man}: 全角字符改为半角`]],
  ['blanks', { idNumber: '130203 19800101 1218' }, [`idNumber → ${man}: 去掉空格`]],
  ['a small x', { idNumber: withX.toLowerCase() }, [`idNumber → ${withX}: 小写 x 改为大写 X`]],
  ['what nobody sees', { idNumber: `\u200b${man}` }, [`idNumber → ${man}: 去掉看不见的字符`]],
  ['a country code and dashes', { phone: '+86 138-0000-6021' }, ['phone → 13800006021: 去掉空格、去掉横线、去掉国家代码']],
  ['another dot', { name: '买买提•艾山' }, ['name → 买买提·艾山: 间隔号改为“·”']],
  ['a blank in a name', { name: '王　建国' }, ['name → 王建国: 去掉空格']],
  ['a merged cell', { employer: { text: '水务局', kind: 'merged' } }, ['employer → 水务局: 合并的单元格按第一格补全']],
  ['blanks at the ends are nobody’s business', { name: ' 王建国 ' }, []],
])('mended and said: %s', (_, typed, repairs) => {
  const row = checked(typed)
  expect(mended(row)).toEqual(repairs)
  expect(found(row)).toEqual([])
})

test('a problem says in one sentence what is wrong and what to do', () => {
  const [problem] = checked({ sex: '女' }).problems
  expect(problem).toMatchObject({ value: '女' })
  expect(sentenceOf(problem!)).toBe('性别：按身份证号是“男”。请核对性别和身份证号。')
})

test('what a file given back made harmless is read as it was', () => {
  expect(checked({ remark: "'=1+1", idNumber: `'${man}` })).toMatchObject({ values: { remark: '=1+1', idNumber: man }, problems: [] })
})
