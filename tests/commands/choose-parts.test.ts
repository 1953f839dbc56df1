import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { read } from 'xlsx'
import { classes } from '@/db/schema/catalog'
import { chooseParts } from '@/lib/rosters/choose-parts'
import { editRow } from '@/lib/rosters/edit-row'
import { getOwnFile } from '@/lib/rosters/own-file'
import { getRoster, listRows } from '@/lib/rosters/queries'
import { receiveUpload } from '@/lib/rosters/receive-upload'
import { submitRoster } from '@/lib/rosters/submit-roster'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { type OutCell, writeWorkbook } from '@/lib/shared/spreadsheet/write-workbook'
import { zip } from '@/lib/shared/zip'
import { anEnterprise } from '../support/enterprises'
import { outcome } from '../support/outcome'
import { cell, parts, sheetXml } from '../support/rosters'
import { aClass, anIdNumber, aTrainee } from '../support/world'

const header = ['姓名', '身份证号', '手机号']
const person = (name: string, phone: string, idNumber = anIdNumber()) => [name, idNumber, phone]
const sheet = (name: string, rows: string[][], hidden = false) => ({
  name,
  hidden,
  columns: [],
  rows: rows.map((row) => row.map((value): OutCell => ({ value }))),
})
async function aClerk() {
  const { phone: _, code: __, ...me } = await anEnterprise()
  return { me, classId: (await aClass({ seats: 100 })).id }
}
const upload = (me: Ctx<Enterprise>, classId: string, bytes: Buffer) => receiveUpload(me, { classId, upload: { name: '名单.xlsx', bytes } })
const namesIn = async (me: Ctx<Enterprise>, rosterId: string) =>
  (await listRows(me, rosterId, { show: 'all' })).rows.map(({ name }) => name)
const submitted = async (me: Ctx<Enterprise>, rosterId: string) => {
  const { amountFen } = await getRoster(me, rosterId)
  return outcome(submitRoster(me, { rosterId, leaveOut: true, expectedFen: amountFen, invoice: null }))
}

test('of a file with two lists and a hidden one nothing is submitted before it is said which are meant; any of them can be', async () => {
  const { me, classId } = await aClerk()
  const [first, second, last] = [person('王建国', '13900000001'), person('李秀英', '13900000002'), person('赵敏', '13900000003')]
  const file = writeWorkbook([sheet('勘察部', [header, first]), sheet('综合部', [header, second]), sheet('去年', [header, last], true)])
  const rosterId = await upload(me, classId, file)
  expect(await getRoster(me, rosterId)).toMatchObject({ asks: true, people: 2 })
  expect(await submitted(me, rosterId)).toBe('roster_parts_unchosen')
  expect(await outcome(chooseParts(me, { rosterId, sheets: ['别的'] }))).toBe('roster_sheets_unchosen')
  const choices: [string[], string[]][] = [
    [['综合部'], ['李秀英']],
    [
      ['勘察部', '去年'],
      ['王建国', '赵敏'],
    ],
    [
      ['勘察部', '综合部'],
      ['王建国', '李秀英'],
    ],
  ]
  for (const [sheets, names] of choices) {
    await chooseParts(me, { rosterId, sheets })
    expect(await namesIn(me, rosterId)).toEqual(names)
  }
  expect(await getRoster(me, rosterId)).toMatchObject({ asks: false, ready: 2 })
  expect(await submitted(me, rosterId)).toBe('done')
})

test('hidden rows are enrolled only if the clerk says so', async () => {
  const { me, classId } = await aClerk()
  const [name, id, phone] = person('李秀英', '13900000002')
  const row = `<row r="3" hidden="1">${cell('A3', name!)}${cell('B3', id!)}${cell('C3', phone!)}</row>`
  const file = zip(parts([sheetXml(row)]))
  const rosterId = await upload(me, classId, file)
  expect(await outcome(chooseParts(me, { rosterId, sheets: ['表1'] }))).toBe('roster_hidden_unchosen')
  expect(await submitted(me, rosterId)).toBe('roster_parts_unchosen')
  await chooseParts(me, { rosterId, sheets: ['表1'], hiddenRows: false })
  expect(await namesIn(me, rosterId)).toEqual(['王建国'])
  const again = await upload(me, classId, (await getOwnFile(me, rosterId)).bytes)
  expect([await namesIn(me, again), (await getRoster(me, again)).asks]).toEqual([['王建国'], false])
  await upload(me, classId, file)
  await chooseParts(me, { rosterId, sheets: ['表1'], hiddenRows: true })
  expect(await namesIn(me, rosterId)).toEqual(['王建国', '李秀英'])
})

test('another enterprise’s file is not found, and one that asks nothing cannot be chosen from', async () => {
  const { me, classId } = await aClerk()
  const other = await aClerk()
  const rosterId = await upload(me, classId, writeWorkbook([sheet('名单', [header, person('王建国', '13900000001')])]))
  expect(await outcome(chooseParts(me, { rosterId, sheets: ['名单'] }))).toBe('not found')
  expect(await outcome(chooseParts(other.me, { rosterId, sheets: ['名单'] }))).toBe('not found')
  expect(await getRoster(me, rosterId)).toMatchObject({ asks: false, parts: [] })
})

test('a phone other than the one on file is told, and counted anew when it is put right', async () => {
  const { me, classId } = await aClerk()
  const known = await aTrainee({ name: '李丽华' })
  const people = [person('王建国', '13900000001'), person('李丽华', '13900000002', known.idNumber)]
  const rosterId = await upload(me, classId, writeWorkbook([sheet('名单', [header, ...people])]))
  expect(await getRoster(me, rosterId)).toMatchObject({ ready: 2, phonesDiffer: 1 })
  const { rows } = await listRows(me, rosterId, { show: 'all' })
  expect(rows.map(({ phoneDiffers }) => phoneDiffers)).toEqual([false, true])
  const { row, version } = rows[1]!
  await editRow(me, { rosterId, row, version, values: { phone: known.phone! } })
  expect(await getRoster(me, rosterId)).toMatchObject({ ready: 2, phonesDiffer: 0 })
})

test('the template of another class is told by its name', async () => {
  const { me, classId } = await aClerk()
  const [own, other] = [(await aClass()).id, (await aClass()).id]
  await me.db.update(classes).set({ title: '别的培训班' }).where(eq(classes.id, other))
  const of = (title: string) => writeWorkbook([sheet('名单', [[title], header, person('王建国', '13900000001')])])
  const told = async (id: string, title: string) => (await getRoster(me, await upload(me, id, of(title)))).otherClass
  expect(await told(own, '别的培训班')).toBe('别的培训班')
  expect(await told(other, '别的培训班')).toBeNull()
  expect(await told(classId, '水务局2026年名单')).toBeNull()
})

test('the file with its problems keeps the drop-downs of the template, on each sheet', async () => {
  const { me, classId } = await aClerk()
  const columns = ['姓名', '证件类型', '身份证号', '手机号', '性别']
  const bad = (name: string) => [name, '', '130203', '13900000001', '男']
  const rosterId = await upload(me, classId, writeWorkbook([sheet('甲', [columns, bad('王建国')]), sheet('乙', [columns, bad('李秀英')])]))
  await chooseParts(me, { rosterId, sheets: ['甲', '乙'] })
  const { bytes } = await getOwnFile(me, rosterId)
  const book = read(bytes, { type: 'buffer', bookFiles: true }) as ReturnType<typeof read> & { files: Record<string, { content: Buffer }> }
  expect(book.SheetNames).toEqual(['甲', '乙', '选项'])
  for (const part of ['xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml']) {
    const xml = Buffer.from(book.files[part]!.content).toString()
    expect(xml.match(/<dataValidation [^>]*type="list"/g)).toHaveLength(2)
    expect(xml).toContain('身份证号是 6 位')
  }
  expect(await namesIn(me, await upload(me, classId, bytes))).toEqual(['王建国', '李秀英'])
})
