import fs from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkBook } from '@/lib/rosters/check-book'
import type { Choice } from '@/lib/rosters/find-people'
import { readFile } from '@/lib/rosters/reading/read-file'
import { Refused } from '@/lib/shared/refused'
import { type OutCell, type Range, writeWorkbook } from '@/lib/shared/spreadsheet/write-workbook'
import { zip } from '@/lib/shared/zip'
import { cardBorn, cell, parts, rosterRules, sheetXml } from '../support/rosters'

const [wang, li, zhao] = [cardBorn('1980-01-01'), cardBorn('1985-05-20', 224), cardBorn('1978-03-08', 7)]
const header = ['姓名', '身份证号', '手机号']
const people = [
  ['王建国', wang, '13800006021'],
  ['李秀英', li, '13800006022'],
]
type Line = string[]
const sheet = (rows: Line[], merges: Range[] = [], name = '名单', hidden = false) => ({
  name,
  columns: [],
  merges,
  hidden,
  rows: rows.map((row) => row.map((value): OutCell => (value ? { value } : undefined))),
})
const across = (row: number, left: number, right: number): Range => ({ top: row, bottom: row, left, right })

/** Who is read from a file, each with what is wrong with them; what was said. */
function readOf(name: string, bytes: Buffer, choice?: Choice) {
  const { rows, remarks, ...found } = checkBook(readFile({ name, bytes }), rosterRules, choice)
  return { names: rows.map(({ values, problems }) => [values.name, ...problems.map(({ kind }) => kind)].join(' ')), remarks, ...found }
}
const both = ['王建国', '李秀英']

describe('what is below, above and between people is set aside, and said', () => {
  test.each<[string, Line[], string[]?]>([
    ['a sum', [['合计', '', '2人']]],
    ['a sum with blanks', [['合  计', '2人', '']]],
    ['who filled it in', [['填表人：周丽娜']]],
    ['who filled it in, beside the word', [['填表人', '周丽娜']]],
    ['a note', [['注：1.请如实填写；2.手机号为本人手机号。']]],
    ['signatures and a date', [['单位负责人（签字）：', '', '日期：2026年11月29日']]],
    ['a signature in the column of phones', [['', '', '主管领导签字：']]],
    ['a footer in the column of ID numbers', [['', '制表：王芳', '审核：李强']]],
    ['a phone in the column of ID numbers', [['联系人：王芳', '13800000000', '']]],
    ['a seal', [['单位（盖章）', '', '']]],
    ['a date alone', [['', '', '2026年11月29日']]],
    ['pages', [['第 1 页 共 2 页']]],
    ['an office of another name', [['经手人', '王芳', '']]],
    ['any label with a colon', [['报名费合计（大写）：贰佰肆拾元']]],
    ['a label with a colon in the column of phones', [['', '', '本单位公章：']]],
    ['several', [['小计', '', '2'], ['总计', '', '2'], ['审核：'], ['报送单位：水务局']]],
  ])('%s', (_, below) => {
    const { names, remarks } = readOf('a.xlsx', writeWorkbook([sheet([header, ...people, ...below])]))
    expect(names).toEqual(both)
    expect(remarks.join()).toMatch(/第 4 行“.+”.*是表尾（合计、签字一类），没有计入。/)
  })

  test.each<[string, Line[], RegExp]>([
    ['the heading of the next page', [header], /第 3 行是重复的表头/],
    ['a part of it', [['姓名', '', '']], /第 3 行是重复的表头/],
    ['a sum of one department', [['小计', '', '1人']], /第 3 行“小计”是表尾/],
    ['a department', [['勘察一部']], /第 3 行“勘察一部”是小标题/],
    ['an example', [['示例：张三', '13020219900101****', '']], /第 3 行是示例/],
  ])('%s between them', (_, between, said) => {
    const { names, remarks } = readOf('a.xlsx', writeWorkbook([sheet([header, people[0]!, ...between, people[1]!])]))
    expect([names, remarks.join()]).toEqual([both, expect.stringMatching(said)])
  })

  test.each<[string, Line, string]>([
    ['with a number is somebody, whatever the name', ['合计', zhao, '13800006023'], '合计'],
    ['without a number, but reachable', ['赵敏', '', '13800006023'], '赵敏 missing'],
    ['of whom only the phone is known', ['', '', '13800006023'], ' missing missing'],
    ['with a wrong number', ['赵敏', '1302', '13800006023'], '赵敏 id_length'],
    ['of whom only the name is known', ['赵敏', '', ''], '赵敏 missing missing'],
  ])('a row %s', (_, row, told) => {
    expect(readOf('a.xlsx', writeWorkbook([sheet([header, ...people, row])])).names).toEqual([...both, told])
  })
})

describe('a header', () => {
  const upper = ['序号', '姓名', '证件信息', '', '联系']
  const lower = ['', '', '证件类型', '证件号码', '手机']
  const rows = [['1', '王建国', '', wang, '13800006021']]
  const merges = [across(1, 2, 3), { top: 1, bottom: 2, left: 0, right: 0 }, { top: 1, bottom: 2, left: 1, right: 1 }]
  test('of two rows with merged cells', () => {
    const { names, place } = readOf('a.xlsx', writeWorkbook([sheet([['2026年度名单'], upper, lower, ...rows], merges)]))
    expect([names, place.headerRow, place.above]).toEqual([['王建国'], 3, ['2026年度名单']])
  })
  test('of two rows that make one word', () => {
    const two = [
      ['姓名', '证件', '手机'],
      ['', '号码', '号码'],
    ]
    expect(readOf('a.xlsx', writeWorkbook([sheet([...two, ...people])])).names).toEqual(both)
  })
  test('of one row stays of one row', () => {
    expect(readOf('a.xlsx', writeWorkbook([sheet([header, ...people])])).place.headerRow).toBe(1)
  })
})

describe('rows and sheets that the program does not show are asked for', () => {
  const row = (number: number, [name, id, phone]: string[], more = '') =>
    `<row r="${number}" ${more}>${cell(`A${number}`, name!)}${cell(`B${number}`, id!)}${cell(`C${number}`, phone!)}</row>`
  const hidden = (mark: string) => zip(parts([sheetXml(row(3, ['李秀英', li, '13800006022'], mark))]))
  test.each(['hidden="1"', 'hidden="true"', "customHeight='1' hidden='1'"])('%s', (mark) => {
    const { names, parts } = readOf('a.xlsx', hidden(mark))
    expect([names, parts]).toEqual([both, [{ sheet: '表1', people: 2, hiddenRows: 1, hidden: false }]])
    expect(readOf('a.xlsx', hidden(mark), { sheets: ['表1'], hiddenRows: false }).names).toEqual(['王建国'])
    expect(readOf('a.xlsx', hidden(mark), { sheets: ['表1'], hiddenRows: true }).names).toEqual(both)
  })
  test('a hidden footer, or a row that says that it is not hidden, asks nothing', () => {
    expect(readOf('a.xlsx', hidden('hidden="false"')).parts).toEqual([])
    expect(readOf('a.xlsx', zip(parts([sheetXml(row(3, ['合计', '', ''], 'hidden="1"'))]))).parts).toEqual([])
  })

  const [first, second, third] = [
    sheet([header, people[0]!]),
    sheet(
      [
        ['姓名', '手机号', '身份证号'],
        ['李秀英', '13800006022', li],
      ],
      [],
      '综合部',
    ),
    sheet([header, ['赵敏', zhao, '13800006023']], [], '后勤'),
  ]
  test('a second and a third sheet, each with its own order of columns', () => {
    const file = writeWorkbook([first, second, third])
    const { names, parts, more } = readOf('a.xlsx', file)
    expect([names, parts.map(({ sheet }) => sheet), more.length]).toEqual([[...both, '赵敏'], ['名单', '综合部', '后勤'], 2])
    expect(readOf('a.xlsx', file, { sheets: ['名单', '后勤'], hiddenRows: true }).names).toEqual(['王建国', '赵敏'])
    expect(readOf('a.xlsx', file, { sheets: ['综合部'], hiddenRows: true }).names).toEqual(['李秀英'])
  })
  test('somebody on two sheets is told by sheet', () => {
    const { rows } = checkBook(readFile({ name: 'a.xlsx', bytes: writeWorkbook([first, { ...first, name: '副本' }]) }), rosterRules)
    expect(rows.at(-1)).toMatchObject({ row: 100_002, problems: [{ kind: 'duplicate', wrong: '与第 2 行是同一个人' }] })
  })
  test('a hidden sheet, taken only when chosen', () => {
    const file = writeWorkbook([first, sheet([header, people[1]!], [], '去年', true)])
    expect(readOf('a.xlsx', file)).toMatchObject({
      names: ['王建国'],
      parts: [{ hidden: false }, { sheet: '去年', hidden: true, people: 1 }],
    })
    expect(readOf('a.xlsx', file, { sheets: ['名单', '去年'], hiddenRows: true }).names).toEqual(both)
  })
  test('a sheet of notes asks nothing; one whose header lacks a column is said', () => {
    const file = writeWorkbook([
      first,
      sheet([['本表由办公室填写']], [], '说明'),
      sheet(
        [
          ['姓名', '身份证号'],
          ['赵敏', zhao],
        ],
        [],
        '附表',
      ),
    ])
    expect(readOf('a.xlsx', file)).toMatchObject({ parts: [], remarks: ['工作表“附表”没有读取：表头没有手机号。'] })
  })
})

describe('text with separators', () => {
  const text = (separator: string) => [header, ...people].map((row) => row.join(separator)).join('\r\n')
  test.each([',', '\t', ';', '，', '；', '|', '、'])('%j', (separator) => {
    expect(readOf('a.csv', Buffer.from(text(separator))).names).toEqual(both)
  })
  const wide = (mark: string, swap: boolean) => {
    const bytes = Buffer.from(mark + text('\t'), 'utf16le')
    return swap ? bytes.swap16() : bytes
  }
  test.each<[string, Buffer]>([
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text(',')}`)],
    ['UTF-16', wide('\ufeff', false)],
    ['UTF-16 without its mark', wide('', false)],
    ['UTF-16, the other end first', wide('\ufeff', true)],
    ['the separator said on a line of its own', Buffer.from(`sep=;\r\n${text(';')}`)],
    ['another separator on one line', Buffer.from(`${header.join(',')}\n${people[0]!.join(',')}\n${people[1]!.join('，')}`)],
    [
      'Chinese commas within remarks',
      Buffer.from(`姓名,身份证号,手机号,备注\n${people.map((row) => `${row},党员，先进，优秀，模范`).join('\n')}`),
    ],
  ])('%s', (_, bytes) => {
    expect(readOf('a.csv', bytes).names).toEqual(both)
  })
  test.each(["'", '‘', '’', '＇', '`'])('digits kept as text by %s', (mark) => {
    const file = `${header}\n王建国,${mark}${wang},${mark}13800006021`
    expect(readOf('a.csv', Buffer.from(file)).names).toEqual(['王建国'])
  })
  test.each([
    ['“', '”'],
    ['‘', '’'],
    ['「', '」'],
    [' "', '"'],
  ])('quotes %s%s', (open, close) => {
    const file = `${header}\n${['王建国', wang, '13800006021'].map((field) => open + field + close)}`
    expect(readOf('a.csv', Buffer.from(file)).names).toEqual(['王建国'])
  })
})

test.each(['1.30203E+17', '1.30203e17', '1.30203E＋17', '１.30203E+17', '1.3E+17'])(
  '%s as text has lost its digits, in any file',
  (number) => {
    for (const file of [
      writeWorkbook([sheet([header, ['王建国', number, '1.38E+10']])]),
      Buffer.from(`${header}\n王建国,${number},1.38E+10`),
    ])
      expect(readOf('a', file).names).toEqual(['王建国 id_digits_lost phone_digits_lost'])
  },
)

describe('files by other names', () => {
  const table = [header, ...people]
  const saved = fs.readFileSync('tests/fixtures/rosters/libreoffice.xls')
  test.each([
    ['a.et', saved],
    ['a.ett', saved],
    ['a.xls', saved],
    ['a.et', writeWorkbook([sheet(table)])],
    ['a.xlsm', writeWorkbook([sheet(table)])],
  ])('%s is what it is called', (name, bytes) => {
    expect(readOf(name, bytes).remarks.join()).not.toContain('扩展名')
  })
  test.each([
    [
      '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
      '“XML 电子表格 2003”',
    ],
    ['<?xml version="1.0"?><ss:Workbook xmlns:ss="urn:x"/>', '“XML 电子表格 2003”'],
    ['<?xml version="1.0"?><office:document/>', 'XML'],
    ['MIME-Version: 1.0\r\nContent-Type: multipart/related', '网页（.mht）'],
    ['ID;PWXL;N;E\r\nC;Y1;X1;K"姓名"', 'SYLK'],
  ])('%s is named, with what to do', (text, kind) => {
    expect(() => readFile({ name: 'a.xls', bytes: Buffer.from(text) })).toThrow(
      expect.objectContaining({ code: 'roster_file_save_as', facts: { kind } }),
    )
    expect(() => readFile({ name: 'a.xls', bytes: Buffer.from('<html><table>') })).toThrow(Refused)
  })
})
