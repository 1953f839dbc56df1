import fs from 'node:fs'
import { and, eq, inArray } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import type { Cipher } from '@/db/columns'
import { auditLog } from '@/db/schema/audit'
import { accounts, historyRecords, trainees } from '@/db/schema/identity'
import { importTrainees, type Line } from '@/lib/identity/import/import-trainees'
import { openReport } from '@/lib/identity/import/report'
import { writePeople } from '@/lib/identity/import/write-people'
import { phoneOf, storedPhone } from '@/lib/identity/phones'
import { idNumberIndex, listHistory } from '@/lib/identity/queries'
import { openCsv } from '@/lib/shared/spreadsheet/csv'
import { Unreadable } from '@/lib/shared/spreadsheet/row'
import { openWorkbook } from '@/lib/shared/spreadsheet/workbook'
import { aMigrated } from '../support/migrated'
import { idNumberOf } from '../support/opened'
import { aFile, aHandmadeWorkbook, aWorkbook, type Tables } from '../support/workbook'
import { anIdNumber, aRegion, asSystem, aTrainee } from '../support/world'

const people = ['姓名', '身份证号', '手机号', '单位', '行政区划', '职称']
const history = ['身份证号', '年度', '项目/课程', '学时', '证书编号', '合格日期']
const mobile = () => `136${anIdNumber().slice(9, 17)}`
beforeAll(async () => void (await aRegion()))

/** Imports a file. @returns the report, a line for each row */
async function load(tables: Tables, dryRun = false): Promise<string[]> {
  const lines: Line[] = []
  const book = await openWorkbook(aFile(aWorkbook(tables)))
  await importTrainees(asSystem(), book, { dryRun, report: (some) => void lines.push(...some) })
  await book.close()
  return lines.map(({ row, result, reason }) => [row, result, reason].filter(Boolean).join(' '))
}

async function stored(idNumber: string) {
  const [row] = await db()
    .select()
    .from(trainees)
    .innerJoin(accounts, eq(accounts.id, trainees.id))
    .where(eq(trainees.idNumberIndex, idNumberIndex(idNumber)))
  return row ?? null
}

test('somebody of the old platform is there afterwards, without a password, waiting to be activated', async () => {
  const idNumber = anIdNumber()
  const phone = mobile()
  const lines = await load({
    人员: [people, ['张丽华', idNumber, phone, '唐山云桥市政工程有限公司', '路北区', '工程师']],
    历史记录: [history, [idNumber, 2021, '2021年度公需科目', 30, 'TS20210007', '2021-11-05']],
  })
  expect(lines).toEqual(['2 added', '2 added'])
  const row = (await stored(idNumber))!
  expect(row.accounts).toMatchObject({ passwordHash: null, mustActivate: true, status: 'active' })
  expect(row.trainees).toMatchObject({
    name: '张丽华',
    employer: '唐山云桥市政工程有限公司',
    regionCode: '130203',
    technicalGrade: '工程师',
  })
  expect(phoneOf(row.trainees)).toBe(phone)
  expect(idNumberOf(row.trainees)).toBe(idNumber)
  const me = { ...asSystem(), actor: { kind: 'trainee' as const, id: row.trainees.id, name: '', address: '' } }
  expect(await listHistory(me)).toMatchObject([
    { year: 2021, title: '2021年度公需科目', creditHours: 30, certificateNumber: 'TS20210007', passedOn: '2021-11-05' },
  ])
})

test('importing twice changes nothing', async () => {
  const ids = [anIdNumber(), anIdNumber()]
  const tables = {
    人员: [people, ...ids.map((id) => ['王建国', id, mobile(), '甲单位', '130203', null])],
    历史记录: [history, ...ids.map((id) => [id, 2022, '专业科目', 60, null, null])],
  }
  expect(await load(tables)).toEqual(['2 added', '3 added', '2 added', '3 added'])
  const before = [await stored(ids[0]!), await stored(ids[1]!), await db().select().from(historyRecords)]
  expect(await load(tables)).toEqual(['2 existing', '3 existing', '2 existing', '3 existing'])
  expect([await stored(ids[0]!), await stored(ids[1]!), await db().select().from(historyRecords)]).toEqual(before)
})

test('a dry run says the same and writes nothing', async () => {
  const idNumber = anIdNumber()
  const tables = {
    人员: [people, ['王建国', idNumber, mobile(), null, null, null]],
    历史记录: [history, [idNumber, 2022, '专业科目', 60, null, null], [anIdNumber(), 2022, '专业科目', 60, null, null]],
  }
  const said = await load(tables, true)
  expect(await stored(idNumber)).toBeNull()
  expect(said).toEqual(['2 added', '2 added', '3 refused 没有这个身份证号的学员'])
  expect(await load(tables)).toEqual(said)
})

test('each row is told what is wrong with it, in the words of whoever has to mend it', async () => {
  const good = anIdNumber()
  const wrongCheck = good.slice(0, 17) + (good.endsWith('1') ? '2' : '1')
  const rows: [string, (string | number | null)[]][] = [
    ['没有姓名', [null, anIdNumber()]],
    ['没有身份证号', ['张丽华', null]],
    ['身份证号存成了数字，末几位已丢失，请把这一列设为文本后重新填写', ['张丽华', 130203198809129920]],
    ['身份证号存成了数字，末几位已丢失，请把这一列设为文本后重新填写', ['张丽华', '1.30203E+17']],
    ['是 15 位的旧身份证号，请换成 18 位', ['张丽华', '130203880912992']],
    ['现在是 17 位，请补全 18 位身份证号', ['张丽华', good.slice(0, 17)]],
    ['身份证号只有数字，末位可以是 X，请对照身份证核对', ['张丽华', `${good.slice(0, 16)}A1`]],
    ['身份证号有误，请对照身份证核对每一位', ['张丽华', wrongCheck]],
    ['身份证号的前两位不是行政区划代码，请对照身份证核对', ['张丽华', `99${good.slice(2)}`.replace(/^99/, '77')]],
    ['手机号不是 11 位手机号，请改正，或留空', ['张丽华', anIdNumber(), '0315-2345678']],
    ['行政区划“上海市”不在本平台的区划中', ['张丽华', anIdNumber(), null, null, '上海市']],
    ['姓名中有不能使用的字符“1😀”，请核对', ['张1😀', anIdNumber()]],
    ['姓名超过 50 个字', ['长'.repeat(51), anIdNumber()]],
  ]
  const lines = await load({ 人员: [people, ...rows.map(([, row]) => row)] })
  expect(lines).toEqual(rows.map(([reason], i) => `${i + 2} refused ${reason}`))
})

test('what offices type is understood: titles above the head, full-width digits, invisible blanks, a small x, other names of columns', async () => {
  const ids = [anIdNumber(), anIdNumber(), anIdNumber()]
  const small = Array.from({ length: 500 }, anIdNumber).find((id) => id.endsWith('X'))!
  const wide = ids[0]!.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))
  const phone = mobile()
  const lines = await load({
    说明: [['填表说明'], ['请勿修改表头']],
    学员信息: [
      ['唐山市专业技术人员信息表（2024）'],
      ['填表单位：某局', null, null],
      ['序号', '姓 名*', '身份证号码（必填）', '联系电话', '工作单位', '县区'],
      [1, '张　丽华', wide, Number(phone), ' 甲 单位 ', '唐山市路北区'],
      [2, '阿依古丽•买买提', `\u200b${ids[1]}\u00a0`, `+86 ${phone}`, '无', '130203'],
      [3, '李秀英', small.toLowerCase(), '-', null, ''],
      [null, null, null],
      ['', ' ', '　'],
    ],
  })
  expect(lines).toEqual(['4 added', '5 added', '6 added 没有手机号，本人需拨打热线办理激活'])
  expect((await stored(ids[0]!))!.trainees).toMatchObject({ name: '张丽华', employer: '甲 单位', regionCode: '130203' })
  expect((await stored(ids[1]!))!.trainees).toMatchObject({ name: '阿依古丽·买买提', employer: null })
  for (const id of ids.slice(0, 2)) expect(phoneOf((await stored(id))!.trainees)).toBe(phone)
  expect((await stored(small))!.trainees).toMatchObject({ phoneCipher: null, regionCode: null })
})

test('the second of two rows of one person is refused, and so is the second of two records of one year and title', async () => {
  const idNumber = anIdNumber()
  const lines = await load({
    人员: [people, ['张丽华', idNumber], ['张丽华', idNumber.toLowerCase()]],
    历史记录: [history, [idNumber, '2021年度', '公需科目', 30], [idNumber, 2021, '公需科目', 28], [idNumber, 2022, '公需科目', '30学时']],
  })
  expect(lines.filter((line) => line.includes('refused'))).toEqual(['3 refused 与第 2 行重复', '3 refused 与第 2 行重复'])
})

test('an account in use keeps everything, one that waits takes what the file says, and neither takes a phone', async () => {
  const [used, waiting, without] = [
    await aTrainee({ employer: '老单位' }),
    await aMigrated({ employer: '老单位' }),
    await aMigrated({ phone: null }),
  ]
  const before = (await stored(used.idNumber))!
  const row = ({ idNumber }: { idNumber: string }, name = '张丽华') => [name, idNumber, '13900000000', '新单位', '路北区', '工程师']
  const lines = await load({ 人员: [people, row(used), row(waiting), row(without), row(await aMigrated(), '李丽华')] })
  expect(lines).toEqual([
    '2 existing 账号已在使用，未改动',
    '3 updated 单位、职称；手机号与已登记的不同，未改动',
    '4 updated 单位、职称；手机号与已登记的不同，未改动',
    '5 refused 这个身份证号已有账号，姓名不同，请核对',
  ])
  expect(await stored(used.idNumber)).toEqual(before)
  expect((await stored(waiting.idNumber))!.trainees).toMatchObject({ employer: '新单位', technicalGrade: '工程师' })
  expect(phoneOf((await stored(waiting.idNumber))!.trainees)).toBe(waiting.phone)
  expect((await stored(without.idNumber))!.trainees).toMatchObject({ phoneCipher: null, phoneIndex: null })
  expect((await stored(waiting.idNumber))!.accounts).toMatchObject({ passwordHash: null, mustActivate: true })
})

test('records are refused for what is wrong with them, and corrected by a later file', async () => {
  const { idNumber } = await aTrainee()
  const wrong: [string, (string | number | null)[]][] = [
    ['没有这个身份证号的学员', [anIdNumber(), 2021, '公需科目', 30]],
    ['年度不对，应为四位年份', [idNumber, '21', '公需科目', 30]],
    ['年度不对，应为四位年份', [idNumber, 2031, '公需科目', 30]],
    ['没有项目或课程', [idNumber, 2021, null, 30]],
    ['学时不对，应为 1 到 1000 的整数', [idNumber, 2021, '公需科目', 0]],
    ['学时不对，应为 1 到 1000 的整数', [idNumber, 2021, '公需科目', 4.5]],
    ['合格日期不对，应为 2023-12-31 的样子', [idNumber, 2021, '公需科目', 30, null, '2021-02-30']],
  ]
  expect(await load({ 历史记录: [history, ...wrong.map(([, row]) => row)] })).toEqual(
    wrong.map(([reason], i) => `${i + 2} refused ${reason}`),
  )
  const days = ['2021/3/9', '2021年3月9日', '20210309', '2021.03.09', 44264]
  expect(await load({ 历史记录: [history, ...days.map((day, i) => [idNumber, 2021, `科目${i}`, 30, null, day])] })).toHaveLength(5)
  const owner = (await stored(idNumber))!.trainees.id
  const mine = eq(historyRecords.traineeId, owner)
  expect((await db().select().from(historyRecords).where(mine)).map(({ passedOn }) => passedOn)).toEqual(Array(5).fill('2021-03-09'))
  expect(await load({ 历史记录: [history, [idNumber, 2021, '科目0', 28, 'TS1', null]] })).toEqual(['2 updated 学时、证书编号'])
  const [record] = await db()
    .select()
    .from(historyRecords)
    .where(and(mine, eq(historyRecords.title, '科目0')))
  expect(record).toMatchObject({ creditHours: 28, certificateNumber: 'TS1', passedOn: '2021-03-09' })
})

test('somebody who registers while the file is loaded keeps their account, and none is opened beside it', async () => {
  const [idNumber, other] = [anIdNumber(), anIdNumber()]
  const person = { name: '张丽华', phone: mobile(), employer: null, regionCode: null, technicalGrade: null }
  let registered = () => {}
  const begun = new Promise<void>((resolve) => (registered = resolve))
  // The registration has written its row and not committed yet when the import comes to it.
  const registration = db().transaction(async (tx) => {
    const [account] = await tx.insert(accounts).values({ passwordHash: 'theirs' }).returning({ id: accounts.id })
    const own = { idNumberCipher: '' as Cipher<'trainees.id_number_cipher'>, idNumberIndex: idNumberIndex(idNumber), idNumberMasked: '' }
    await tx.insert(trainees).values({ id: account!.id, name: '张丽华', ...storedPhone(account!.id, '13711112222'), ...own })
    registered()
    await new Promise((resolve) => setTimeout(resolve, 300))
  })
  await begun
  const count = await db().$count(accounts)
  const given = [person, { ...person, name: '李四' }].map((one, i) => ({ ...one, idNumber: [idNumber, other][i]! }))
  const outcomes = await writePeople(asSystem(), given, false)
  await registration
  expect(outcomes).toEqual([
    { result: 'existing', reason: '账号已在使用，未改动' },
    { result: 'added', reason: '' },
  ])
  expect(phoneOf((await stored(idNumber))!.trainees)).toBe('13711112222')
  expect((await stored(idNumber))!).toMatchObject({
    accounts: { passwordHash: 'theirs', mustActivate: false },
  })
  expect(await db().$count(accounts)).toBe(count + 2)
})

test('two imports of one file at once add everybody once', async () => {
  const ids = Array.from({ length: 60 }, anIdNumber)
  const tables = {
    人员: [people, ...ids.map((id) => ['王建国', id, mobile()])],
    历史记录: [history, ...ids.map((id) => [id, 2020, '公需科目', 30])],
  }
  const [one, two] = await Promise.all([load(tables), load(tables)])
  expect([...one!.slice(0, 60), ...two!.slice(0, 60)].filter((line) => line.includes('added'))).toHaveLength(60)
  const rows = await db()
    .select({ id: trainees.id })
    .from(trainees)
    .where(inArray(trainees.idNumberIndex, ids.map(idNumberIndex)))
  expect(rows).toHaveLength(60)
  expect(
    await db().$count(
      historyRecords,
      inArray(
        historyRecords.traineeId,
        rows.map(({ id }) => id),
      ),
    ),
  ).toBe(60)
})

test('a file that turns out damaged at its end has written nothing', async () => {
  const idNumber = anIdNumber()
  const cells = [people, ['张丽华', idNumber]].map(
    (row, r) => `<row r="${r + 1}">${row.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`,
  )
  const damaged = aHandmadeWorkbook(`<worksheet><sheetData>${cells.join('')}`)
  const book = await openWorkbook(aFile(damaged))
  await expect(importTrainees(asSystem(), book, { dryRun: false, report: () => {} })).rejects.toThrow(Unreadable)
  await book.close()
  expect(await stored(idNumber)).toBeNull()
})

test('a file without a head anybody knows is refused', async () => {
  await expect(
    load({
      表: [
        ['甲', '乙'],
        ['1', '2'],
      ],
    }),
  ).rejects.toThrow(/没有找到表头/)
})

test('a .csv does as well', async () => {
  const idNumber = anIdNumber()
  const book = await openCsv(aFile(`姓名,身份证号,手机号\r\n张丽华,'${idNumber},${mobile()}\r\n`, 'csv'))
  const counts = await importTrainees(asSystem(), book, { dryRun: false, report: () => {} })
  expect(counts).toEqual({ added: 1, existing: 0, updated: 0, refused: 0 })
  expect(await stored(idNumber)).not.toBeNull()
})

test('the report is a table that holds no formula, and the audit log has the sums', async () => {
  const file = aFile('', 'csv')
  const report = openReport(file)
  await report.write([
    { sheet: '=cmd', row: 2, result: 'refused', reason: '行政区划“a,"b"”不在' },
    { sheet: '人员', row: 3, result: 'added', reason: '' },
  ])
  await report.close()
  expect(fs.readFileSync(file, 'utf8')).toBe(`\ufeff工作表,行号,结果,说明\r\n'=cmd,2,拒绝,"行政区划“a,""b""”不在"\r\n人员,3,新增,\r\n`)
  await load({ 人员: [people, ['张丽华', anIdNumber(), mobile()], ['张丽华', '1']] })
  const entries = await db().select().from(auditLog).where(eq(auditLog.action, 'trainees.import'))
  expect(entries.at(-1)).toMatchObject({ actorKind: 'system', details: { added: 1, existing: 0, updated: 0, refused: 1 } })
})
