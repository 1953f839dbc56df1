import { randomInt, randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { addRegion, listBasics } from '@/lib/catalog/basics'
import { getStagedBasics, importBasics, stagePasted, stageTable } from '@/lib/catalog/import-basics'
import { NotFound } from '@/lib/shared/not-found'
import { deedsOf } from '../support/books'
import { outcomes } from '../support/outcome'
import { workbook } from '../support/rosters'
import { aStaff } from '../support/staff'

const asAdministrator = () => aStaff('administrator')
const newCode = () => String(randomInt(500_000, 899_999))
const newName = (what: string) => `${what}${randomUUID().slice(0, 8)}`

describe('regions', () => {
  test('come by paste: what is new at once and in order, what is there stays, each problem in its row', async () => {
    const me = asAdministrator()
    const [old, a, b, c] = [newCode(), newCode(), newCode(), newCode()]
    const [oldName, first, second] = [newName('旧'), newName('甲'), newName('乙')]
    await addRegion(me, { code: old, name: oldName })
    const text = [
      '代码\t名称',
      `${old}\t${oldName}`,
      `${a}\t${first}`,
      '',
      `${b}000000\t　${second}　`,
      `${old}\t${newName('别名')}`,
      `${c}\t${first}`,
      '1302\t路南',
      `\t${newName('无代码')}`,
      `${c}\t区`,
    ].join('\r\n')
    const importId = await stagePasted(me, { kind: 'regions', text })
    const checked = await getStagedBasics(me, importId)
    expect(checked.fresh.regions).toEqual([
      { row: 3, code: a, name: first },
      { row: 5, code: b, name: second },
    ])
    expect(checked).toMatchObject({ already: 1, text })
    expect(checked.problems.map(({ row, what }) => [row, what])).toEqual([
      [6, `代码 ${old} 已是“${oldName}”`],
      [7, `“${first}”已有，代码是 ${a}`],
      [8, '代码“1302”不是 6 位数字'],
      [9, '没有代码'],
      [10, '名称没有填写，或只有一个字'],
    ])
    await expect(importBasics(me, { importId, leaveOut: false })).rejects.toMatchObject({ code: 'basics_problems', field: 'leaveOut' })
    expect((await listBasics(me)).regions.some(({ code }) => code === a)).toBe(false)
    expect(await importBasics(me, { importId, leaveOut: true })).toBe(2)
    const codes = (await listBasics(me)).regions.map(({ code }) => code)
    expect(codes.indexOf(b)).toBe(codes.indexOf(a) + 1)
    expect(await deedsOf(me)).toEqual(['region.add', 'basics.import'])
  })

  test.each([
    ['commas', (code: string, name: string) => `${code}，${name}`],
    ['blanks', (code: string, name: string) => `  ${code}   ${name} `],
    [
      'the name first, figures full-width',
      (code: string, name: string) => `${name}\t${code.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))}`,
    ],
  ])('are read between %s', async (_, written) => {
    const me = asAdministrator()
    const [code, name] = [newCode(), newName('区')]
    const importId = await stagePasted(me, { kind: 'regions', text: written(code, name) })
    expect((await getStagedBasics(me, importId)).fresh.regions).toEqual([{ row: 1, code, name }])
  })

  test('come by .xlsx, codes as numbers or texts; twice at once they are added once', async () => {
    const me = asAdministrator()
    const [a, b] = [newCode(), newCode()]
    const file = workbook([['唐山市行政区划'], ['序号', '区划名称', '代码'], [1, newName('区'), Number(a)], [2, newName('县'), b]])
    const importId = await stageTable(me, { kind: 'regions', file })
    expect((await getStagedBasics(me, importId)).fresh.regions.map(({ row, code }) => [row, code])).toEqual([
      [3, a],
      [4, b],
    ])
    const given = { importId, leaveOut: true }
    expect((await outcomes([importBasics(me, given), importBasics(me, given)])).filter((one) => one === 'done')).toHaveLength(1)
  })
})

test('categories and specialties: a category once, its specialties below it, merged cells and all', async () => {
  const me = asAdministrator()
  const [kind, other] = [newName('类'), newName('别')]
  const file = workbook([
    ['培训类别', '专业'],
    [kind, '水利工程'],
    ['', '建筑工程'],
    [kind, '水利工程'],
    [other, ''],
    [other, 'x'],
    [other, '财会', '多'],
  ])
  const importId = await stageTable(me, { kind: 'fields', file })
  const { fresh, already, problems } = await getStagedBasics(me, importId)
  expect(fresh.categories.map(({ name }) => name)).toEqual([kind, other])
  expect(fresh.specialties.map(({ category, name }) => [category, name])).toEqual([
    [kind, '水利工程'],
    [kind, '建筑工程'],
  ])
  expect([already, problems.map(({ row }) => row)]).toEqual([1, [6, 7]])
  expect(await importBasics(me, { importId, leaveOut: true })).toBe(4)
  const made = (await listBasics(me)).categories.find(({ name }) => name === kind)!
  expect(made.specialties.map(({ name }) => name).sort()).toEqual(['建筑工程', '水利工程'])
  const again = await stagePasted(me, { kind: 'fields', text: `${kind}\t水利工程` })
  await expect(importBasics(me, { importId: again, leaveOut: false })).rejects.toMatchObject({ code: 'basics_nothing_new' })
})

test.each([
  ['nothing', { kind: 'regions' as const, text: ' \n ' }, 'basics_none'],
  ['too many lines', { kind: 'fields' as const, text: '专业科目\n'.repeat(2001) }, 'basics_many'],
])('%s is refused', async (_, given, code) => {
  await expect(stagePasted(asAdministrator(), given)).rejects.toMatchObject({ code })
})

test('files that are none are refused with a reason; only an administrator, and nobody for another', async () => {
  const me = asAdministrator()
  for (const file of [Buffer.from('PK\x03\x04 nothing'), Buffer.from([0, 1, 2])])
    await expect(stageTable(me, { kind: 'regions', file })).rejects.toMatchObject({ code: 'basics_file_unreadable' })
  await expect(stageTable(me, { kind: 'regions', file: Buffer.alloc(1_000_001, 65) })).rejects.toMatchObject({ code: 'basics_file_large' })
  await expect(stagePasted(aStaff('content_editor'), { kind: 'regions', text: 'x' })).rejects.toThrow(NotFound)
  const importId = await stagePasted(me, { kind: 'regions', text: `${newCode()} ${newName('区')}` })
  await expect(getStagedBasics(asAdministrator(), importId)).rejects.toThrow(NotFound)
  await expect(importBasics(aStaff('auditor'), { importId, leaveOut: true })).rejects.toThrow(NotFound)
})
