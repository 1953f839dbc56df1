import fs from 'node:fs'
import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { rosterRows, rosters } from '@/db/schema/rosters'
import { placeOrder } from '@/lib/checkout/place-order'
import { changesBetween } from '@/lib/rosters/changes'
import { discardDraft } from '@/lib/rosters/discard-draft'
import { getOwnFile } from '@/lib/rosters/own-file'
import { getRoster, listRosters, listRows } from '@/lib/rosters/queries'
import { receiveUpload, type UploadProgress } from '@/lib/rosters/receive-upload'
import { forgetUpload, readUpload } from '@/lib/rosters/uploaded-file'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { storage } from '@/lib/shared/storage'
import { days, later } from '@/lib/shared/time'
import { anEnterprise } from '../support/enterprises'
import { Killed, killing } from '../support/killing'
import { rowOf } from '../support/opened'
import { jobsWith } from '../support/queue'
import { cardBorn, checked, man, workbook } from '../support/rosters'
import { seeded } from '../support/seeded-roster'
import { aClass, aClassOf, aCourse, aShelfOf, aTrainee, noon } from '../support/world'

const header = ['姓名', '身份证号', '手机号']
type Line = [name: string, idNumber: string, phone: string]
const wang: Line = ['王建国', man, '13800006021']
const li: Line = ['李秀英', cardBorn('1985-05-20', 224), '13800006022']
const zhao: Line = ['赵敏', cardBorn('1978-03-08', 126), '13800006023']

const file = (...people: Line[]) => ({ name: '名单.xlsx', bytes: workbook([header, ...people]) })
const upload = (ctx: Ctx<Enterprise>, classId: string, ...people: Line[]) => receiveUpload(ctx, { classId, upload: file(...people) })

/** Everything a roster says of its rows with problems, as a clerk sees it. */
async function problemsOf(ctx: Ctx<Enterprise>, rosterId: string) {
  const { rows } = await listRows(ctx, rosterId, { show: 'problems' })
  return rows.flatMap(({ row, problems }) => problems.map(({ kind }) => `${row} ${kind}`))
}
const rowsIn = (ctx: Ctx<Enterprise>) => ctx.db.select().from(rosterRows).where(eq(rosterRows.enterpriseId, ctx.actor.id))
const rostersOf = (ctx: Ctx<Enterprise>) => ctx.db.select().from(rosters).where(eq(rosters.enterpriseId, ctx.actor.id))

describe('a file becomes the draft of a class', () => {
  test('with its people, ready or not, what they cost, and nothing readable in the database or the storage', async () => {
    const [me, { id: classId }] = [await anEnterprise(), await aClass({ feeFen: 12_000 })]
    const steps: UploadProgress[] = []
    const bytes = workbook([
      header,
      wang,
      ['李  秀英', li[1].toLowerCase(), '138 0000 6022'],
      ['赵敏', `${zhao[1].slice(0, 17)}?`, zhao[2]],
    ])
    const rosterId = await receiveUpload(me, { classId, upload: { name: '名单.xlsx', bytes }, onProgress: (step) => steps.push(step) })
    expect(steps).toEqual([{ step: 'checking', rows: 3, of: 3 }, { step: 'saving' }])
    expect(await getRoster(me, rosterId)).toMatchObject({
      status: 'draft',
      people: 3,
      ready: 2,
      withProblems: 1,
      amountFen: 24_000,
      fileName: '名单.xlsx',
      changes: null,
      labels: [{ label: '身份证号有误', rows: 1 }],
      repairs: expect.arrayContaining([{ reason: '去掉空格', times: 2 }]),
      seatsLeft: 10,
      refusal: null,
      orderId: null,
    })
    expect(await problemsOf(me, rosterId)).toEqual(['4 id_characters'])
    const { rows: ready } = await listRows(me, rosterId, { show: 'ready' })
    expect(ready.map(({ name, idNumberMasked, phoneMasked, employer }) => [name, idNumberMasked, phoneMasked, employer])).toEqual([
      ['王建国', '1302**********1218', '138****6021', me.actor.name],
      ['李秀英', expect.stringMatching(/^1302\*{10}/), '138****6022', me.actor.name],
    ])
    const kept = JSON.stringify([await rowsIn(me), await rostersOf(me)])
    for (const text of [man, '13800006021', '王建国']) expect(kept).not.toContain(text)
    const [roster] = await rostersOf(me)
    const stored = await storage().get(roster!.file.key!)
    expect(stored!.includes(bytes.subarray(0, 30))).toBe(false)
    expect((await readUpload(roster!.file.key!)).equals(bytes)).toBe(true)
  })

  test('as LibreOffice saves it: .xlsx, .xls and .csv in GB18030 say the same', async () => {
    const [me, { id: classId }] = [await anEnterprise(), await aClass()]
    for (const name of ['libreoffice.xlsx', 'libreoffice.xls', 'libreoffice-gb18030.csv']) {
      const rosterId = await receiveUpload(me, { classId, upload: { name, bytes: fs.readFileSync(`tests/fixtures/rosters/${name}`) } })
      expect(await problemsOf(me, rosterId)).toEqual(['10 id_digits_lost', '11 cell_error', '12 duplicate'])
      expect(await getRoster(me, rosterId)).toMatchObject({ people: 8, ready: 5, unusedColumns: ['序号'], fileName: name })
    }
  })
})

test('500 people with 60 problems of 15 kinds: exactly those are found, in one pass', async () => {
  const [me, { id: classId }] = [await anEnterprise(), await aClass()]
  const { file: bytes, expected } = seeded({ grades: false })
  const rosterId = await receiveUpload(me, { classId, upload: { name: 'a.xlsx', bytes } })
  const pages = await Promise.all([1, 2].map((page) => listRows(me, rosterId, { show: 'problems' }, page)))
  const found = pages.flatMap(({ rows }) => rows.flatMap(({ row, problems }) => problems.map(({ kind }) => `${row} ${kind}`)))
  expect(found.sort()).toEqual(expected)
  expect(pages.map(({ rows, total }) => [rows.length, total])).toEqual([
    [50, 60],
    [10, 60],
  ])
  const { labels, ready } = await getRoster(me, rosterId)
  expect([ready, labels.reduce((sum, { rows }) => sum + rows, 0)]).toEqual([440, 60])
  for (const { label, rows } of labels) expect((await listRows(me, rosterId, { show: 'problems', label })).total).toBe(rows)
})

describe('what the platform knows is compared, and nothing of others is told', () => {
  test('another name, a seat in this class, a seat in another class of the programme', async () => {
    const me = await anEnterprise()
    const { id: classId, programId } = await aClass()
    const elsewhere = await aClassOf(programId)
    const [inClass, inYear, other, plain] = [
      await aTrainee({ name: '钱一' }),
      await aTrainee({ name: '孙二' }),
      await aTrainee({ name: '李三' }),
      await aTrainee({ name: '周四' }),
    ]
    await placeOrder(inClass, { classId, invoice: null })
    await placeOrder(inYear, { classId: elsewhere, invoice: null })
    await placeOrder(other, { classId, invoice: null })
    const rosterId = await upload(
      me,
      classId,
      ['钱一', inClass.idNumber, '13800007001'],
      ['孙二', inYear.idNumber, '13800007002'],
      ['李四', other.idNumber, '13800007003'],
      ['周四', plain.idNumber, '13800007004'],
    )
    expect(await problemsOf(me, rosterId)).toEqual(['2 already_in_class', '3 already_in_year', '4 name_differs'])
    expect(JSON.stringify(await listRows(me, rosterId, { show: 'all' }))).not.toContain('李三')
  })

  test('one phone of two people is the second one’s problem; one person twice is a duplicate and no more', async () => {
    const [me, { id: classId }] = [await anEnterprise(), await aClass()]
    const rosterId = await upload(me, classId, wang, ['李秀英', li[1], '138-0000-6021'], wang, zhao)
    const { rows } = await listRows(me, rosterId, { show: 'problems' })
    expect(rows.map(({ row, problems }) => [row, ...problems.map(({ wrong }) => wrong)])).toEqual([
      [3, '手机号与第 2 行相同'],
      [4, '与第 2 行是同一个人'],
    ])
  })
})

describe('uploading again', () => {
  test('replaces the draft and says what changed', async () => {
    const [me, { id: classId }] = [await anEnterprise(), await aClass()]
    const first = await upload(me, classId, wang, ['李秀英', `${li[1].slice(0, 17)}?`, li[2]], zhao)
    const oldKey = (await rostersOf(me))[0]!.file.key!
    const again = await upload(me, classId, ['王建国', man, '13800006099'], li, ['钱多多', cardBorn('1990-09-09', 99), '13800006024'])
    expect(again).toBe(first)
    expect(await getRoster(me, again)).toMatchObject({ people: 3, ready: 3, changes: { added: 1, removed: 1, changed: 1, mended: 1 } })
    expect(await rowsIn(me)).toHaveLength(3)
    expect(await jobsWith('rosters.forget', { key: oldKey })).toHaveLength(2) // in case nobody named it; and now that nobody does
    await forgetUpload(me, { enterpriseId: me.actor.id, key: oldKey })
    expect(await storage().get(oldKey)).toBeNull()
    const newKey = (await rostersOf(me))[0]!.file.key!
    await forgetUpload(me, { enterpriseId: me.actor.id, key: newKey })
    expect(await storage().get(newKey)).not.toBeNull()
  })

  test.each([
    ['nothing', [{}], [{}], { added: 0, removed: 0, changed: 0, mended: 0 }],
    ['somebody more', [{}], [{}, { name: '李强', idNumber: li[1], phone: '1' }], { added: 1, removed: 0, changed: 0, mended: 0 }],
    ['a number put right', [{ idNumber: '13020319' }], [{}], { added: 0, removed: 0, changed: 0, mended: 1 }],
    ['a name and a number', [{ name: '王?', idNumber: '1' }], [{}], { added: 0, removed: 0, changed: 0, mended: 1 }],
    ['a remark', [{}], [{ remark: '班长' }], { added: 0, removed: 0, changed: 1, mended: 0 }],
    ['a number made wrong', [{}], [{ idNumber: '1' }], { added: 0, removed: 0, changed: 1, mended: 0 }],
    ['the same twice', [{}, {}], [{}], { added: 0, removed: 1, changed: 0, mended: 0 }],
  ])('changed: %s', (_, before, after, expected) => {
    const rows = (all: object[]) => all.map((typed, i) => checked(typed, i + 2))
    expect(changesBetween(rows(before), rows(after))).toEqual(expected)
  })

  test('two clerks at once: both get an answer, and one draft stands whole', async () => {
    const [me, { id: classId }] = [await anEnterprise(), await aClass()]
    const many = (from: number): Line[] =>
      Array.from({ length: 300 }, (_, i) => ['王建国', cardBorn('1980-01-01', from + i), `138${String(from + i).padStart(8, '0')}`])
    const ids = await Promise.all([upload(me, classId, ...many(100)), upload(me, classId, ...many(500), wang), upload(me, classId, li)])
    expect(new Set(ids).size).toBe(1)
    const rows = await rowsIn(me)
    const { people } = await getRoster(me, ids[0]!)
    expect(rows).toHaveLength(people)
    expect([300, 301, 1]).toContain(people)
    const numbers = rows.map((row) => rowOf(row).values.idNumber)
    expect(new Set(numbers).size).toBe(people)
  })

  test('a process killed at any moment leaves the draft before it, whole', async () => {
    const [me, { id: classId }] = [await anEnterprise(), await aClass()]
    const rosterId = await upload(me, classId, wang, li)
    const [before, beforeRows] = [await rostersOf(me), await rowsIn(me)]
    const killed = (writes: number) =>
      upload(killing(me, writes), classId, zhao).catch((error) => (error instanceof Killed ? null : Promise.reject(error)))
    let writes = 0
    for (let id = await killed(writes); id !== rosterId; id = await killed(++writes)) {
      expect(id).toBeNull()
      expect(await rostersOf(me)).toEqual(before)
      expect(await rowsIn(me)).toEqual(beforeRows)
    }
    expect(writes).toBeGreaterThanOrEqual(4)
    expect(await rowsIn(me)).toHaveLength(1)
  })
})

describe('not every class takes groups', () => {
  test.each([
    ['not yet open', { enrolFrom: later(noon, days(1)) }, 'enrolment_not_open'],
    ['over', { enrolUntil: later(noon, -days(1)) }, 'enrolment_closed'],
    ['full', { seats: 0 }, 'class_full'],
  ])('%s', async (_, shape, code) => {
    const [me, { id: classId }] = [await anEnterprise(), await aClass(shape)]
    await expect(upload(me, classId, wang)).rejects.toMatchObject({ code })
    expect(await rostersOf(me)).toEqual([])
  })

  test('closed by hand', async () => {
    const [me, { id: classId }] = [await anEnterprise(), await aClass()]
    await me.db.execute(sql`update classes set closed_at = ${later(noon, -1).toISOString()} where id = ${classId}`)
    await expect(upload(me, classId, wang)).rejects.toMatchObject({ code: 'enrolment_closed' })
  })

  test('unpublished, priced by the hour, sold singly, or unknown: there is nothing here', async () => {
    const me = await anEnterprise()
    const ids = [
      (await aClass({ program: { publishedAt: later(noon, days(1)) } })).id,
      (await aClass({ program: { pricing: 'hour', selectionTiming: 'before_payment' } })).id,
      (await aShelfOf({ courses: [{ id: await aCourse() }] })).classId,
      'x',
    ]
    for (const id of ids) await expect(upload(me, id, wang)).rejects.toThrow('not found')
  })

  test('an enterprise that waits for approval uploads nothing', async () => {
    const { id: classId } = await aClass()
    for (const status of ['pending', 'rejected'] as const)
      await expect(upload(await anEnterprise({ status }), classId, wang)).rejects.toThrow('not found')
  })
})

test('somebody else’s roster reads as missing, and stands in no list', async () => {
  const [me, other, { id: classId }] = [await anEnterprise(), await anEnterprise(), await aClass()]
  const rosterId = await upload(me, classId, wang)
  for (const ask of [() => getRoster(other, rosterId), () => getOwnFile(other, rosterId), () => discardDraft(other, { rosterId })])
    await expect(ask()).rejects.toThrow('not found')
  expect((await listRows(other, rosterId, { show: 'all' })).rows).toEqual([])
  expect(await listRosters(other)).toEqual([])
  expect((await listRosters(me)).map(({ id, people, amountFen }) => [id, people, amountFen])).toEqual([[rosterId, 1, 12_000]])
})

test('a discarded draft is gone with its rows and, soon, its file', async () => {
  const [me, { id: classId }] = [await anEnterprise(), await aClass()]
  const rosterId = await upload(me, classId, wang)
  const key = (await rostersOf(me))[0]!.file.key!
  await discardDraft(me, { rosterId })
  expect(await rowsIn(me)).toEqual([])
  expect(await jobsWith('rosters.forget', { key })).toHaveLength(2)
  await expect(getRoster(me, rosterId)).rejects.toThrow('not found')
})
