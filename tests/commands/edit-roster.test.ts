import { and, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { read, utils } from 'xlsx'
import { rosterRows } from '@/db/schema/rosters'
import { placeOrder } from '@/lib/checkout/place-order'
import { compareRows } from '@/lib/rosters/compare'
import { readRows, sealRows, writeRows } from '@/lib/rosters/draft-rows'
import { editRow } from '@/lib/rosters/edit-row'
import { findRoster, setRoster } from '@/lib/rosters/lock-roster'
import { getOwnFile } from '@/lib/rosters/own-file'
import { getEditableRow, getRoster, listRows } from '@/lib/rosters/queries'
import { receiveUpload } from '@/lib/rosters/receive-upload'
import { removeRow } from '@/lib/rosters/remove-row'
import type { CheckedRow } from '@/lib/rosters/rules'
import { countRows } from '@/lib/rosters/summary'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { anEnterprise } from '../support/enterprises'
import { Killed, killing } from '../support/killing'
import { cardBorn, checked, man, workbook } from '../support/rosters'
import { aClass, aTrainee } from '../support/world'

const woman = cardBorn('1985-05-20', 224)
const header = ['姓名', '身份证号', '手机号', '性别']
type Line = [name: string, idNumber: string, phone: string, sex: string]

async function aDraft(...people: Line[]) {
  const [me, { id: classId }] = [await anEnterprise(), await aClass()]
  const rosterId = await receiveUpload(me, { classId, upload: { name: '职工名单.xls', bytes: workbook([header, ...people]) } })
  return { me, classId, rosterId }
}

const seen = async (ctx: Ctx<Enterprise>, rosterId: string, row: number) => ({
  rosterId,
  row,
  version: (await getEditableRow(ctx, rosterId, row)).version,
})
async function problemsOf(ctx: Ctx<Enterprise>, rosterId: string) {
  const { rows } = await listRows(ctx, rosterId, { show: 'problems' })
  return rows.flatMap(({ row, problems }) => problems.map(({ kind }) => `${row} ${kind}`))
}
const contents = (file: Buffer) => {
  const book = read(file, { type: 'buffer' })
  return utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1, blankrows: true })
}

describe('a row is put right on the screen', () => {
  test('its fields show what stands in the file, and what is typed is checked and mended as the file was', async () => {
    const { me, rosterId } = await aDraft(['王建国', '13020319800101', '13800006021', '女'])
    const { fields, version } = await getEditableRow(me, rosterId, 2)
    expect(fields.map(({ column, value }) => [column, value])).toEqual([
      ['idNumber', '13020319800101'],
      ['documentKind', ''],
    ])
    await editRow(me, { rosterId, row: 2, version, values: { idNumber: ` ${man} ` } })
    expect(await problemsOf(me, rosterId)).toEqual(['2 sex_differs'])
    await editRow(me, { ...(await seen(me, rosterId, 2)), values: { sex: '男' } })
    expect(await getRoster(me, rosterId)).toMatchObject({ people: 1, ready: 1, labels: [] })
  })

  test('one of two that were the same: the other one is free, too', async () => {
    const { me, rosterId } = await aDraft(['王建国', man, '13800006021', ''], ['李秀英', man, '13800006021', ''])
    expect(await problemsOf(me, rosterId)).toEqual(['2 name_differs_in_file', '3 name_differs_in_file'])
    await editRow(me, { ...(await seen(me, rosterId, 3)), values: { idNumber: woman } })
    expect(await problemsOf(me, rosterId)).toEqual(['3 phone_twice'])
    await editRow(me, { ...(await seen(me, rosterId, 2)), values: { phone: '13800006022' } })
    expect(await getRoster(me, rosterId)).toMatchObject({ ready: 2 })
  })

  test('it is compared with the platform', async () => {
    const known = await aTrainee({ name: '李秀英' })
    const { me, classId, rosterId } = await aDraft(['王建国', `${man.slice(0, 17)}?`, '13800006021', ''])
    await editRow(me, { ...(await seen(me, rosterId, 2)), values: { idNumber: known.idNumber } })
    expect(await problemsOf(me, rosterId)).toEqual(['2 name_differs'])
    await placeOrder(known, { classId, invoice: null })
    await editRow(me, { ...(await seen(me, rosterId, 2)), values: { name: '李秀英' } })
    expect(await problemsOf(me, rosterId)).toEqual(['2 already_in_class'])
  })

  test('nothing typed is a blank cell, and the rest stays as it was', async () => {
    const { me, rosterId } = await aDraft(['王建国', man, '1380000', ''])
    await editRow(me, { ...(await seen(me, rosterId, 2)), values: { phone: ' ' } })
    expect(await problemsOf(me, rosterId)).toEqual(['2 missing'])
  })
})

describe('two people at once', () => {
  test('the second sees that the row has changed, and loses nothing of the first', async () => {
    const { me, rosterId } = await aDraft(['王建国', man, '1380000', ''])
    const first = await seen(me, rosterId, 2)
    const outcomes = await Promise.allSettled(['13800006021', '13800006022'].map((phone) => editRow(me, { ...first, values: { phone } })))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'roster_row_changed' } })
    expect(await getRoster(me, rosterId)).toMatchObject({ ready: 1 })
  })

  test('after another upload nothing of what was seen before is changed', async () => {
    const { me, classId, rosterId } = await aDraft(['王建国', man, '1380000', ''])
    const old = await seen(me, rosterId, 2)
    await receiveUpload(me, { classId, upload: { name: 'b.xlsx', bytes: workbook([header, ['李秀英', woman, '13800006022', '']]) } })
    await expect(editRow(me, { ...old, values: { phone: '13800006021' } })).rejects.toMatchObject({ code: 'roster_row_changed' })
    await expect(removeRow(me, old)).rejects.toMatchObject({ code: 'roster_row_changed' })
    expect(await getRoster(me, rosterId)).toMatchObject({ people: 1, ready: 1 })
  })

  test('two rows at once are both put right', async () => {
    const { me, rosterId } = await aDraft(['王建国', man, '1', ''], ['李秀英', woman, '2', ''])
    const both = [await seen(me, rosterId, 2), await seen(me, rosterId, 3)]
    await Promise.all(both.map((one, i) => editRow(me, { ...one, values: { phone: `1380000602${i}` } })))
    expect(await getRoster(me, rosterId)).toMatchObject({ ready: 2 })
  })

  test('a process killed meanwhile leaves the row as it was', async () => {
    const { me, rosterId } = await aDraft(['王建国', man, '1', ''])
    const before = await me.db.select().from(rosterRows).where(eq(rosterRows.enterpriseId, me.actor.id))
    const one = await seen(me, rosterId, 2)
    for (const writes of [0, 1]) {
      await expect(editRow(killing(me, writes), { ...one, values: { phone: '13800006021' } })).rejects.toThrow(Killed)
      expect(await me.db.select().from(rosterRows).where(eq(rosterRows.enterpriseId, me.actor.id))).toEqual(before)
    }
  })
})

test('a row that is taken out frees the one it was the same as, and is not in the file given back', async () => {
  const { me, rosterId } = await aDraft(['王建国', man, '13800006021', ''], ['李秀英', woman, '1', ''], ['王建囯', man, '13800006021', ''])
  await removeRow(me, await seen(me, rosterId, 4))
  expect(await problemsOf(me, rosterId)).toEqual(['3 phone_form'])
  expect(await getRoster(me, rosterId)).toMatchObject({ people: 2, ready: 1 })
  await editRow(me, { ...(await seen(me, rosterId, 2)), values: { name: '王建国国' } })
  const { name, bytes } = await getOwnFile(me, rosterId)
  expect(name).toBe('职工名单（问题说明）.xlsx')
  expect(contents(bytes)).toEqual([
    [...header, '问题说明'],
    ['王建国国', man, '13800006021'],
    ['李秀英', woman, '1', undefined, '手机号：不是 11 位的手机号。请填写本人的 11 位手机号。'],
  ])
})

test('whatever is put right or taken out: the rows stand as if all had been compared anew', { timeout: 60_000 }, async () => {
  const { me, rosterId } = await aDraft(['王建国', man, '13800006021', ''])
  const { file } = await findRoster(me, rosterId)
  const phones = fc.constantFrom('13800006021', '13800006022', '138-0000-6023', '1')
  const numbers = fc.constantFrom(man, woman, cardBorn('1990-07-01'), '1', '')
  const person = fc.record({ name: fc.constantFrom('王建国', '李秀英'), idNumber: numbers, phone: phones })
  const step = fc.record({ at: fc.nat(), out: fc.boolean(), values: fc.oneof(person, fc.record({ phone: phones })) })
  const sequence = fc.tuple(fc.array(person, { minLength: 8, maxLength: 8 }), fc.array(step, { minLength: 6, maxLength: 6 }))
  await fc.assert(
    fc.asyncProperty(sequence, async ([people, steps]) => {
      const uploaded = compareRows(people.map((one, i) => checked(one, i + 2)))
      await me.db.delete(rosterRows).where(eq(rosterRows.rosterId, rosterId))
      await writeRows(me, rosterId, await sealRows(me, rosterId, uploaded))
      const { repairs, phonesDiffer, ...counts } = countRows(uploaded)
      await setRoster(me, rosterId, { ...counts, file: { ...file, repairs } })
      // One that was written before rows had keys.
      await me.db
        .update(rosterRows)
        .set({ keys: null })
        .where(and(eq(rosterRows.rosterId, rosterId), eq(rosterRows.row, 3)))
      for (const { at, out, values } of steps) {
        const before = await readRows(me, rosterId)
        const { row, version } = before[at % before.length]!
        await (out && before.length > 3 ? removeRow(me, { rosterId, row, version }) : editRow(me, { rosterId, row, version, values }))
        const rows = await readRows(me, rosterId)
        expect(found(rows)).toEqual(found(compareRows(rows)))
        expect(await problemsOf(me, rosterId)).toEqual(found(rows))
        const { people, ready, file } = await findRoster(me, rosterId)
        expect({ people, ready, repairs: file.repairs, phonesDiffer: file.phonesDiffer }).toEqual(countRows(rows))
      }
    }),
    { numRuns: 40 },
  )
})

const found = (rows: CheckedRow[]) => rows.flatMap(({ row, problems }) => problems.map(({ kind }) => `${row} ${kind}`))

test('nobody else changes it', async () => {
  const { me, rosterId } = await aDraft(['王建国', man, '1', ''])
  const [one, other] = [await seen(me, rosterId, 2), await anEnterprise()]
  await expect(editRow(other, { ...one, values: { phone: '13800006021' } })).rejects.toThrow('not found')
  await expect(removeRow(other, one)).rejects.toThrow('not found')
  await expect(getEditableRow(other, rosterId, 2)).rejects.toThrow('not found')
  expect(await problemsOf(me, rosterId)).toEqual(['2 phone_form'])
})
