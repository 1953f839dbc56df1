import fs from 'node:fs'
import { expect, test } from 'vitest'
import { ownCrc32 } from '@/lib/shared/crc32'
import { openCsv } from '@/lib/shared/spreadsheet/csv'
import { type Book, type Row, Unreadable } from '@/lib/shared/spreadsheet/row'
import { openWorkbook } from '@/lib/shared/spreadsheet/workbook'
import { aFile, aHandmadeWorkbook, aWorkbook, aZip } from '../support/workbook'

async function rowsOf(book: Book): Promise<Record<string, string[][]>> {
  const tables: Record<string, string[][]> = {}
  for (const { name, rows } of book.sheets) {
    const all: Row[] = []
    for await (const some of rows()) all.push(...some)
    tables[name] = all.map(({ number, cells }) => [
      String(number),
      ...Array.from(cells, (cell) => (cell ? cell.text + (cell.number ? '#' : '') : '')),
    ])
  }
  await book.close()
  return tables
}
const read = async (bytes: Buffer) => rowsOf(await openWorkbook(aFile(bytes)))
const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error) => (error instanceof Unreadable ? error.message : Promise.reject(error)),
  )

test.each([true, false])('tables come as they were written, texts shared: %s', async (shared) => {
  const tables = {
    人员: [
      ['姓名', '年龄'],
      ['张丽华 & <b>', 37],
      [null, null],
      ['𠮷·买买提', null, 'x'.repeat(2000)],
    ],
    第二张: [['a']],
  }
  expect(await read(aWorkbook(tables, { shared }))).toEqual({
    人员: [
      ['1', '姓名', '年龄'],
      ['2', '张丽华 & <b>', '37#'],
      ['4', '𠮷·买买提', '', 'x'.repeat(2000)],
    ],
    第二张: [['1', 'a']],
  })
})

test('cells without references, in rich text, with reading aids, formulas, errors and large numbers', async () => {
  const sheet = `<x:worksheet xmlns:x="x"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:r><x:t>张</x:t></x:r><x:r><x:t>丽华</x:t></x:r><x:rPh><x:t>zhang</x:t></x:rPh></x:is></x:c>
    <x:c><x:f>1+1</x:f><x:v>1.3800006021E10</x:v></x:c><x:c t="e"><x:v>#N/A</x:v></x:c><x:c r="F1" t="str"><x:v>文</x:v></x:c></x:row></x:sheetData></x:worksheet>`
  expect(await read(aHandmadeWorkbook(sheet))).toEqual({ 人员: [['1', '张丽华', '13800006021#', '', '', '', '文']] })
})

const table = '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row></sheetData></worksheet>'
const honest = aHandmadeWorkbook(table)

test.each<[string, Buffer, RegExp]>([
  ['an empty file', Buffer.alloc(0), /不是 .xlsx 文件/],
  ['a text', Buffer.from('姓名,身份证号'), /不是 .xlsx 文件/],
  ['an old .xls', Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), /另存为 .xlsx/],
  ['half a file', honest.subarray(0, honest.length / 2), /不是 .xlsx 文件/],
  ['a zip of something else', aZip({ 'word/document.xml': '<w/>' }), /不是 .xlsx 工作簿/],
  ['a workbook without tables', aZip({ 'xl/workbook.xml': '<workbook/>', 'xl/_rels/workbook.xml.rels': '<R/>' }), /没有工作表/],
  [
    'a table that is not there',
    aHandmadeWorkbook(table, { 'xl/_rels/workbook.xml.rels': '<R><Relationship Id="r1" Target="worksheets/none.xml"/></R>' }),
    /缺少工作表/,
  ],
  ['a DOCTYPE', aHandmadeWorkbook(`<!DOCTYPE x [<!ENTITY a "b">]>${table}`), /DOCTYPE/],
  ['entities that grow', aHandmadeWorkbook(`<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>`), /DOCTYPE/],
  ['XML that is cut off', aHandmadeWorkbook(table.slice(0, -30)), /内容不完整/],
  ['bytes that are no UTF-8', aZip({ 'xl/workbook.xml': Buffer.from([0x3c, 0x61, 0xff, 0xfe]) }), /文字编码|不完整/],
  [
    'a text that is not in the shared ones',
    aHandmadeWorkbook(table.replace('t="inlineStr"><is><t>姓名</t></is>', 't="s"><v>7</v>')),
    /不存在的文字/,
  ],
  ['a row beyond the last', aHandmadeWorkbook(table.replace('r="1"', 'r="99999999"')), /行数太多/],
  ['a cell of megabytes', aHandmadeWorkbook(table.replace('姓名', '姓'.repeat(4e6))), /太长/],
  ['a comment of megabytes', aHandmadeWorkbook(`<!--${' '.repeat(5e6)}-->${table}`), /太长/],
  ['a thousand elements in each other', aHandmadeWorkbook('<a>'.repeat(1000)), /嵌套太深/],
  [
    'two parts of one name',
    Buffer.from(aZip({ 'xl/a.xml': '1', 'xl/b.xml': '2' }).toString('latin1').replaceAll('xl/b', 'xl/a'), 'latin1'),
    /重名/,
  ],
  ['a size that is a lie', aZip({ 'xl/workbook.xml': '<workbook/>'.padEnd(5000) }, { 'xl/workbook.xml': { size: 100 } }), /无法解压/],
  ['a checksum that is wrong', aZip({ 'xl/workbook.xml': '<workbook/>' }, { 'xl/workbook.xml': { crc: 1 } }), /校验和/],
])('%s is refused', async (_, bytes, reason) => {
  expect(await refusalOf(read(bytes))).toMatch(reason)
})

const blanks = (megabytes: number) => Buffer.alloc(megabytes * 1e6, ' ')
test.each([
  ['the list of tables', () => aZip({ 'xl/workbook.xml': Buffer.concat([Buffer.from('<workbook>'), blanks(60)]) }), /太大/],
  ['a table', () => aHandmadeWorkbook(`<worksheet>${blanks(60)}</worksheet>`), /太长/],
  ['the shared texts', () => aHandmadeWorkbook(table, { 'xl/sharedStrings.xml': `<sst><si><t>${blanks(60)}</t></si></sst>` }), /太长/],
])(
  '60 MB packed into %s take no memory to speak of',
  async (_, make, reason) => {
    const bomb = make()
    expect(bomb.length).toBeLessThan(100_000)
    const before = process.memoryUsage.rss()
    expect(await refusalOf(read(bomb))).toMatch(reason)
    expect(process.memoryUsage.rss() - before).toBeLessThan(40e6)
  },
  30_000,
)

test('whatever single bit of a file is flipped, it is read as it was or refused', async () => {
  const expected = JSON.stringify(await read(honest))
  const answers = new Set<string>()
  for (let bit = 0; bit < honest.length * 8; bit += 11) {
    const flipped = Buffer.from(honest)
    flipped[bit >> 3]! ^= 1 << (bit & 7)
    const answer = await read(flipped).then(
      (tables) => JSON.stringify(tables),
      (error) => (error instanceof Unreadable ? 'refused' : Promise.reject(error)),
    )
    answers.add(answer === expected ? 'as it was' : answer)
  }
  expect([...answers].sort()).toEqual(['as it was', 'refused'])
}, 60_000)

test.each([
  ['UTF-8', Buffer.from('姓名,单位\r\n张丽华,"甲,""乙"""\r\n')],
  ['UTF-8 with its mark', Buffer.from('\ufeff姓名,单位\n张丽华,"甲,""乙"""')],
  ['GBK', Buffer.from('d0d5c3fb2cb5a5cebb0d0ad5c5c0f6bbaa2c22bcd72c2222d2d2222222', 'hex')],
])('a .csv in %s', async (_, bytes) => {
  const tables = await rowsOf(await openCsv(aFile(bytes, 'csv')))
  expect(Object.values(tables)).toEqual([
    [
      ['1', '姓名', '单位'],
      ['2', '张丽华', '甲,"乙"'],
    ],
  ])
})

test('what is no text is no .csv', async () => {
  const noise = Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 7919) % 251))
  expect(await refusalOf(openCsv(aFile(noise, 'csv')).then(rowsOf))).toMatch(/编码|不是文本/)
})

test('the checksum of older runtimes is the same', () => {
  const data = fs.readFileSync('package.json')
  expect(ownCrc32(Buffer.from('123456789'), 0)).toBe(0xcbf43926)
  expect(ownCrc32(data.subarray(100), ownCrc32(data.subarray(0, 100), 0))).toBe(ownCrc32(data, 0))
})
