import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { describe, expect, test } from 'vitest'
import { CFB } from 'xlsx'
import { checkUpload } from '@/lib/rosters/in-child'
import { readFile } from '@/lib/rosters/reading/read-file'
import { Refused } from '@/lib/shared/refused'
import { zip } from '@/lib/shared/zip'
import { cell, handmade, lyingAbout, man, parts, rosterRules, sheetXml, workbook } from '../support/rosters'

const honest = () =>
  workbook([
    ['姓名', '身份证号', '手机号'],
    ['王建国', man, '13800006021'],
  ])
const saved = (extension: string) => fs.readFileSync(`tests/fixtures/rosters/libreoffice${extension}`)

/** What becomes of a file: a code, or the people in it. */
async function outcome(name: string, bytes: Uint8Array) {
  try {
    const { rows, remarks } = await checkUpload({ name, bytes }, rosterRules)
    return { people: rows.length, remarks }
  } catch (error) {
    if (error instanceof Refused) return error.code
    throw error
  }
}

/** Three seconds on a machine of one's own; on a busy one as much more as an honest file takes there, before or after. */
const patienceMs = async () => Math.max(3000, 16 * (await timeOf(honest)))
async function timeOf(make: () => Uint8Array): Promise<number> {
  const began = performance.now()
  await outcome('honest.xlsx', make())
  return performance.now() - began
}

const childrenOf = (pid: number) => execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(pid)]).toString()

const spaces = (bytes: number) => Buffer.alloc(bytes, ' ')
const passwordProtected = () => {
  const file = CFB.utils.cfb_new()
  CFB.utils.cfb_add(file, '/EncryptionInfo', Buffer.from('<encryption/>'))
  CFB.utils.cfb_add(file, '/EncryptedPackage', randomBytes(9000))
  return Buffer.from(CFB.write(file, { type: 'buffer' }) as Uint8Array)
}
const doctype = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
const one = (remarks: string[] = []) => ({ people: 1, remarks })

describe('hostile and broken files are answered soon, each with its reason, and the next one is read', () => {
  test.each<[string, string, () => Buffer, Awaited<ReturnType<typeof outcome>>]>([
    ['a bomb that says how large it is', 'a.xlsx', () => handmade(sheetXml(spaces(70e6).toString())), 'roster_file_unpacked'],
    [
      'a bomb that lies',
      'a.xlsx',
      () => lyingAbout(handmade(sheetXml(spaces(30e6).toString())), 'xl/worksheets/sheet1.xml', 2000),
      'roster_file_unpacked',
    ],
    [
      'a bomb of many parts',
      'a.xlsx',
      () =>
        handmade(
          sheetXml(),
          [1, 2, 3].map((n) => [`xl/${n}.xml`, spaces(34e6)]),
        ),
      'roster_file_unpacked',
    ],
    [
      'a cell at XFD1048576',
      'a.xlsx',
      () => handmade(sheetXml(`<row r="1048576">${cell('XFD1048576', 'x')}</row>`)),
      one(['第 20030 行以后的内容（到第 1048576 行）没有读取。']),
    ],
    [
      'a cell at XFD3',
      'a.xlsx',
      () => handmade(sheetXml(`<row r="3">${cell('XFD3', 'x')}</row>`)),
      one(['工作表“表1”第 100 列以后的内容没有读取。']),
    ],
    [
      'validation and merging of the whole sheet',
      'a.xlsx',
      () =>
        handmade(
          sheetXml(
            '',
            '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="A2:A1048576"/></mergeCells><dataValidations><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a,b"</formula1></dataValidation></dataValidations>',
          ),
        ),
      one(),
    ],
    [
      'a link over the whole sheet',
      'a.xlsx',
      () => handmade(sheetXml('', '<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>')),
      one(),
    ],
    ['a DOCTYPE', 'a.xlsx', () => handmade(sheetXml('', '', doctype)), 'roster_file_doctype'],
    ['10,000 sheets', 'a.xlsx', () => zip(parts(Array.from({ length: 10_000 }, () => '<worksheet/>'))), 'roster_file_sheets'],
    ['51 sheets', 'a.xlsx', () => zip(parts(Array.from({ length: 51 }, () => sheetXml()))), 'roster_file_sheets'],
    [
      'two parts of one name',
      'a.xlsx',
      () => zip([...parts([sheetXml()]), ['XL/workbook.xml', Buffer.from('<a/>')]]),
      'roster_file_damaged',
    ],
    ['a web page', 'a.xls', () => Buffer.from('<html><table><tr><td>姓名</td></tr></table></html>'), 'roster_file_html'],
    ['an XML spreadsheet', 'a.xls', () => Buffer.from('<?xml version="1.0"?><Workbook/>'), 'roster_file_save_as'],
    ['random bytes', 'a.xls', () => randomBytes(20_000), 'roster_file_kind'],
    [
      'random bytes behind the mark of .xls',
      'a.xls',
      () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), randomBytes(20_000)]),
      'roster_file_damaged',
    ],
    ['a password', 'a.xlsx', passwordProtected, 'roster_file_password'],
    ['macros, which stay packed', 'a.xlsm', () => handmade(sheetXml(), [['xl/vbaProject.bin', randomBytes(5000)]]), one()],
    ['.xlsx by another name', 'a.csv', honest, one(['文件扩展名与内容不一致，已按 .xlsx 读取。'])],
    ['a PDF', 'a.xlsx', () => Buffer.from('%PDF-1.7 …'), 'roster_file_save_as'],
    ['a zip file of something else', 'a.xlsx', () => zip([['word/document.xml', Buffer.from('<a/>')]]), 'roster_file_kind'],
    ['.xlsb', 'a.xlsb', () => zip([['xl/workbook.bin', Buffer.from('x')]]), 'roster_file_save_as'],
    ['nothing', 'a.xlsx', () => Buffer.alloc(0), 'roster_file_empty'],
    ['no cell', 'a.xlsx', () => workbook([]), 'roster_file_empty'],
    ['only a header', 'a.xlsx', () => workbook([['姓名', '身份证号', '手机号']]), 'roster_empty'],
    ['a million blank rows', 'a.xlsx', () => handmade(sheetXml('<row r="3"/>'.repeat(1_000_000))), one()],
    [
      'a million blank rows with styled cells',
      'a.xlsx',
      () => handmade(sheetXml(`<row>${'<c s="0"/>'.repeat(3)}</row>`.repeat(1_000_000))),
      one(),
    ],
    ['too large', 'a.csv', () => spaces(20_000_001), 'roster_file_large'],
    ['a quote without end', 'a.csv', () => Buffer.from(`姓名,身份证号,手机号\n"${'王'.repeat(40_000)}`), 'roster_file_damaged'],
    ['20,001 people', 'a.csv', () => Buffer.from(`姓名,身份证号,手机号\n${`王,${man},1\n`.repeat(20_001)}`), 'roster_file_rows'],
  ])(
    '%s',
    async (_, name, make, expected) => {
      const file = make()
      const began = performance.now()
      const answer = await outcome(name, file)
      const took = performance.now() - began
      if (took > 3000) expect(took).toBeLessThan(await patienceMs())
      expect(answer).toEqual(expected)
    },
    60_000,
  )

  test('afterwards an honest file is read, and no process is left behind', async () => {
    expect(await outcome('honest.xlsx', honest())).toEqual(one())
    await expect.poll(() => childrenOf(process.pid)).not.toContain('roster-worker')
  })
})

test('a process that is killed at work takes nobody along', async () => {
  const file = Buffer.from(`姓名,身份证号,手机号\n${`王建国,${man},13800006021\n`.repeat(15_000)}`)
  const answer = outcome('a.csv', file)
  let worker: RegExpMatchArray | null = null
  await expect
    .poll(() => (worker = childrenOf(process.pid).match(/^ *(\d+) .*roster-worker/m)), { interval: 20, timeout: 10_000 })
    .not.toBeNull()
  process.kill(Number(worker![1]), 'SIGKILL')
  expect(await answer).toBe('roster_file_complex')
  expect(await outcome('honest.xlsx', honest())).toEqual(one())
})

describe('damage', () => {
  const people = (bytes: Buffer) => JSON.stringify(readFile({ name: 'a.xlsx', bytes }).tables)

  test('a flipped bit of an .xlsx file is found, or changes nothing', () => {
    const file = saved('.xlsx')
    const whole = people(file)
    let refused = 0
    for (let at = 0; at < file.length; at += 13) {
      const damaged = Buffer.from(file)
      damaged[at]! ^= 1 << (at % 8)
      try {
        expect(people(damaged)).toBe(whole)
      } catch (error) {
        expect(error).toBeInstanceOf(Refused)
        refused++
      }
    }
    expect(refused).toBeGreaterThan(100)
  })

  test.each([
    ['.xlsx', [0.1, 0.5, 0.9, 0.99]],
    ['.xls', [0.01, 0.1, 0.3, 0.5]],
  ])('a %s file that was not sent whole is refused', (extension, sent) => {
    const file = saved(extension)
    for (const part of sent) {
      const bytes = file.subarray(0, Math.floor(file.length * part))
      expect(() => readFile({ name: `a${extension}`, bytes })).toThrow(Refused)
    }
  })

  test('flipped bits of an .xls file, which has no checksums, neither hang nor fill the memory', () => {
    const file = saved('.xls')
    const before = process.cpuUsage()
    for (let at = 8; at < file.length; at += 17) {
      const damaged = Buffer.from(file)
      damaged[at] = (damaged[at]! + 1 + (at % 255)) % 256
      try {
        readFile({ name: 'a.xls', bytes: damaged })
      } catch (error) {
        expect(error).toBeInstanceOf(Refused)
      }
    }
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(15)
  }, 60_000)
})
