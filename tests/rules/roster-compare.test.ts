import { describe, expect, test } from 'vitest'
import { checkBook } from '@/lib/rosters/check-book'
import { compareRows, compareWithPlatform, type Known, numbersOf } from '@/lib/rosters/compare'
import { readCsv } from '@/lib/rosters/reading/read-csv'
import { summarise } from '@/lib/rosters/summary'
import { Refused } from '@/lib/shared/refused'
import { cardBorn, checked, man, rosterRules } from '../support/rosters'

const found = (rows: ReturnType<typeof compareRows>) =>
  rows.flatMap(({ row, problems }) => problems.map(({ kind, wrong }) => `${row} ${kind} ${wrong}`))
const other = cardBorn('1990-12-31', 333)

describe('people who stand in the list twice', () => {
  test('the later row is the duplicate', () => {
    const rows = compareRows([
      checked({}, 2),
      checked({ idNumber: other, name: '李强', phone: '13800006022' }, 3),
      checked({ phone: '13900000000' }, 9),
    ])
    expect(found(rows)).toEqual(['9 duplicate 与第 2 行是同一个人'])
  })

  test('with another name both rows are in doubt', () => {
    const rows = compareRows([checked({}, 2), checked({ name: '王建囯' }, 5)])
    expect(found(rows)).toEqual([
      '2 name_differs_in_file 与第 5 行身份证号相同，姓名不同',
      '5 name_differs_in_file 与第 2 行身份证号相同，姓名不同',
    ])
  })

  test('a phone of two people is the later one’s problem, unless it is the same person or no phone at all', () => {
    const rows = [checked({}, 2), checked({ idNumber: other, name: '李强' }, 3), checked({}, 4), checked({ idNumber: '1', phone: '' }, 5)]
    expect(found(compareRows(rows)).filter((line) => !line.includes('id_length') && !line.includes('missing'))).toEqual([
      '3 phone_twice 手机号与第 2 行相同',
      '4 duplicate 与第 2 行是同一个人',
    ])
  })

  test('a number that is wrong is compared with none', () => {
    expect(found(compareRows([checked({ idNumber: '1' }, 2), checked({ idNumber: '1' }, 3)])).map((line) => line.slice(0, 11))).toEqual([
      '2 id_length',
      '3 id_length',
    ])
  })

  test('comparing again after a row was put right forgets what no longer holds', () => {
    const rows = compareRows([checked({}, 2), checked({}, 3)])
    expect(found(compareRows([rows[0]!, checked({ idNumber: other, phone: '13800006022' }, 3)]))).toEqual([])
  })
})

describe('what the platform knows', () => {
  const compare = (known: Known, typed = {}) => compareWithPlatform([checked(typed)], new Map([[man, known]]))
  const name = '王建国'

  test.each<[string, Known, string[]]>([
    ['an account, nothing else', { name, inClass: false, yearTitle: null }, []],
    ['enrolled in this class', { name, inClass: true, yearTitle: null }, ['2 already_in_class 已经报名这个班']],
    ['enrolled elsewhere this year', { name, inClass: false, yearTitle: '路南区班' }, ['2 already_in_year 本年度已报名“路南区班”']],
    [
      'another name: nothing of that person is told',
      { name: '李四', inClass: true, yearTitle: '路南区班' },
      ['2 name_differs 这个身份证号在平台登记的是另一个姓名'],
    ],
  ])('%s', (_, known, problems) => {
    const rows = compare(known)
    expect(found(rows)).toEqual(problems)
    expect(JSON.stringify(rows)).not.toContain('李四')
  })

  test('is asked for numbers that can be believed, each once', () => {
    expect(numbersOf(compareRows([checked({}), checked({}, 3), checked({ idNumber: '12' }, 4)]))).toEqual([man])
  })
})

describe('header and people', () => {
  const check = (text: string) => checkBook(readCsv(Buffer.from(text)), rosterRules)
  const refusal = (text: string) => {
    try {
      return check(text) && null
    } catch (error) {
      if (error instanceof Refused) return [error.code, error.facts]
      throw error
    }
  }
  const line = `13800006021,王建国,${man}`

  test.each([
    ['words of ours', `手机号,姓名,身份证号\n${line}`],
    ['words of others, with stars, brackets and blanks', `联系电话（必填）,名 字*,公民身份号码:\n${line}`],
    ['a title and a blank row above', `报名表,,\n,,\n手机,员工姓名,证件号码\n${line}`],
    ['rows of commas below', `手机号,姓名,身份证号\n${line}\n,,\n,,\n`],
    ['an example and notes', `手机号,姓名,身份证号\n138****0000,示例：张三,1302\n${line}\n,制表人：李主任,\n`],
    ['tabs', `手机号\t姓名\t身份证号\n${line.replaceAll(',', '\t')}`],
    ['quotes and ends of lines of Windows', `"手机号","姓\n名","身份证号"\r\n"13800006021","王建国","=""${man}"""\r\n`],
    ['the first of two words for one thing', `手机号,姓名,身份证号,证件号\n${line},9`],
  ])('%s', (_, text) => {
    const { rows } = check(text)
    expect(rows.map(({ values, problems }) => [values.name, values.idNumber, values.phone, problems.length])).toEqual([
      ['王建国', man, '13800006021', 0],
    ])
  })

  test.each([
    ['no header', line, ['roster_header_none', {}]],
    ['a column that is missing', `姓名,身份证号\n王建国,${man}`, ['roster_header_missing', { row: 1, titles: '手机号' }]],
    ['two columns of one word', `手机号,姓名,身份证号,姓名\n${line}`, ['roster_header_twice', { row: 1, title: '姓名' }]],
    ['nobody', '手机号,姓名,身份证号\n,,', ['roster_empty', {}]],
    ['an example only', '手机号,姓名,身份证号\n,示例：张三,1', ['roster_empty', {}]],
  ])('refused: %s', (_, text, expected) => {
    expect(refusal(text)).toEqual(expected)
  })

  test('columns of their own are kept and named', () => {
    expect(check(`序号,手机号,姓名,身份证号,部门\n1,${line},工程部`).place).toMatchObject({
      headerRow: 1,
      unused: ['序号', '部门'],
      columns: { name: 2 },
    })
  })
})

test('a summary counts people once, and kinds that look the same together', () => {
  const rows = [checked({}), checked({ idNumber: '1', sex: '?' }, 3), checked({ idNumber: '130203800101121', name: '李 强' }, 4)]
  expect(summarise(rows)).toEqual({
    people: 3,
    ready: 1,
    withProblems: 2,
    repaired: 1,
    labels: [
      { label: '身份证号位数不对', kinds: ['id_length', 'id_old'], rows: 2 },
      { label: '性别有误', kinds: ['sex_unknown'], rows: 1 },
    ],
  })
})
