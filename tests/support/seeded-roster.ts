import type { ProblemKind } from '@/lib/rosters/problems'
import { cardBorn, workbook } from './rosters'

/**
 * 500 people, 60 of them wrong in 15 ways, four of each. `grades`: whether whoever checks it has a list of grades; without one, the same
 * four people have somebody else's phone.
 */
export function seeded({ grades }: { grades: boolean }) {
  const header = ['序号', '姓名', '证件类型', '身份证号', '性别', '出生日期', '手机号', '单位', '职称', '备注']
  const people = Array.from({ length: 500 }, (_, i) => {
    const day = `${1960 + (i % 40)}-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`
    const id = cardBorn(day, 100 + i)
    return [
      i + 1,
      `王${'甲乙丙丁戊己庚辛'[i % 8]}`,
      '',
      id,
      i % 2 ? '男' : '女',
      day,
      `138${String(i).padStart(8, '0')}`,
      '水务局',
      '技师',
      '',
    ] as (string | number)[]
  })
  const at = (column: string) => header.indexOf(column)
  type Person = (typeof people)[number]
  const put = (column: string, to: (old: string, row: Person) => string | number) => (row: Person) => {
    row[at(column)] = to(String(row[at(column)]), row)
  }
  const faults: [ProblemKind, (row: Person, i: number) => void][] = [
    ['missing', put('姓名', () => '')],
    ['name_characters', put('姓名', () => '王甲?')],
    ['too_long', put('备注', () => '长'.repeat(300))],
    ['document_kind_unknown', put('证件类型', () => '工作证')],
    ['id_digits_lost', put('身份证号', () => 130203198001011200)],
    ['id_length', put('身份证号', (id) => id.slice(0, 17))],
    ['id_characters', put('身份证号', (id) => `A${id.slice(1)}`)],
    ['id_date', put('身份证号', () => cardBorn('1980-13-01'))],
    ['id_checksum', put('身份证号', (id) => id.slice(0, 17) + (id.endsWith('5') ? 6 : 5))],
    ['id_age', put('身份证号', (_, row) => cardBorn('2020-01-01', 100 + Number(row[0])))],
    ['sex_differs', put('性别', (sex) => (sex === '男' ? '女' : '男'))],
    ['born_differs', put('出生日期', () => '1955-05-05')],
    ['phone_form', put('手机号', () => '2801234')],
    grades ? ['grade_unknown', put('职称', () => '大师')] : ['phone_twice', put('手机号', () => '13800000007')],
    ['duplicate', (row, i) => row.splice(1, row.length, ...people[i - 300]!.slice(1))],
  ]
  const expected = faults.flatMap(([kind, spoil], f) =>
    [0, 1, 2, 3].map((n) => {
      const i = 300 + f * 4 * 3 + n * 3
      spoil(people[i]!, i)
      return `${i + 2} ${kind}`
    }),
  )
  return { file: workbook([header, ...people]), expected: expected.sort() }
}
