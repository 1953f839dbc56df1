import { randomInt, randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { auditLog } from '@/db/schema/audit'
import { AddRegionInput, addCategory, addRegion, addSpecialty, listBasics, renameBasic } from '@/lib/catalog/basics'
import { outcome, outcomes } from '../support/outcome'
import { aStaff } from '../support/staff'
import { asVisitor } from '../support/world'

const asAdministrator = () => aStaff('administrator')
const newCode = () => String(randomInt(900_000, 999_999))
const newName = (what: string) => `${what}${randomUUID().slice(0, 8)}`

test('a new portal gets its regions, categories and specialties, in the order they were entered', async () => {
  const me = asAdministrator()
  const [code, other] = [newCode(), newCode()]
  await addRegion(me, { code, name: '高新区' })
  await addRegion(me, { code: other, name: '海港区' })
  const name = newName('类别')
  await addCategory(me, { name })
  const category = (await listBasics(me)).categories.find((one) => one.name === name)!
  await addSpecialty(me, { categoryId: category.id, name: '水利工程' })
  const { regions, categories } = await listBasics(me)
  const codes = regions.map((region) => region.code)
  expect(codes.indexOf(other)).toBeGreaterThan(codes.indexOf(code))
  expect(categories.find(({ id }) => id === category.id)!.specialties.map((one) => one.name)).toEqual(['水利工程'])
})

test('nothing is entered twice, also by two at once, and a specialty may be of two categories', async () => {
  const me = asAdministrator()
  const code = newCode()
  expect((await outcomes([addRegion(me, { code, name: '一区' }), addRegion(me, { code, name: '二区' })])).sort()).toEqual([
    'basics_taken',
    'done',
  ])
  const [a, b] = [newName('甲'), newName('乙')]
  await addCategory(me, { name: a })
  expect(await outcome(addCategory(me, { name: a }))).toBe('basics_taken')
  await addCategory(me, { name: b })
  const ids = (await listBasics(me)).categories.filter(({ name }) => name === a || name === b).map(({ id }) => id)
  for (const categoryId of ids) await addSpecialty(me, { categoryId, name: '护理' })
  expect(await outcome(addSpecialty(me, { categoryId: ids[0]!, name: '护理' }))).toBe('basics_taken')
  expect(await outcome(addSpecialty(me, { categoryId: randomUUID(), name: '护理' }))).toBe('not found')
})

test('a name changes everywhere at once, with both kept in the log; one that another has is refused', async () => {
  const me = asAdministrator()
  const [code, taken] = [newCode(), newName('区')]
  await addRegion(me, { code, name: '旧区' })
  await addRegion(me, { code: newCode(), name: taken })
  await renameBasic(me, { kind: 'region', key: code, name: newName('新区') })
  expect(await outcome(renameBasic(me, { kind: 'region', key: code, name: taken }))).toBe('basics_taken')
  expect(await outcome(renameBasic(me, { kind: 'category', key: 'no id', name: '护理类' }))).toBe('not found')
  const kept = await me.db.select({ details: auditLog.details }).from(auditLog).where(eq(auditLog.action, 'basics.rename'))
  expect(kept.map(({ details }) => details)).toContainEqual(expect.objectContaining({ key: code, before: '旧区' }))
})

test('only an administrator; and codes have six digits', async () => {
  for (const role of ['content_editor', 'auditor', 'region_manager'] as const)
    expect(await outcome(addCategory(aStaff(role), { name: '护理类' }))).toBe('not found')
  expect(await outcome(listBasics(asVisitor()))).toBe('not found')
  expect(AddRegionInput.safeParse({ code: '13020', name: '高新区' }).success).toBe(false)
})
