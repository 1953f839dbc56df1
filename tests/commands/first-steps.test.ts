import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { categories } from '@/db/schema/catalog'
import { getFirstSteps } from '@/lib/admin/first-steps'
import { outcome } from '../support/outcome'
import { aMember, aStaff } from '../support/staff'
import { aClass, aRegion } from '../support/world'

test('a new portal is told what it lacks, until somebody can enrol', async () => {
  const me = aStaff('administrator')
  expect(await outcome(getFirstSteps(aStaff('finance')))).toBe('not found')
  expect(await getFirstSteps(me)).toEqual({ settings: true, basics: false, courses: false, program: false, open: false, staff: false })
  await aRegion()
  expect((await getFirstSteps(me))!.basics).toBe(false)
  await db().insert(categories).values({ name: '专业科目', position: 0 })
  await aMember()
  await aMember('finance')
  expect(await getFirstSteps(me)).toEqual({ settings: true, basics: true, courses: false, program: false, open: false, staff: true })
  await aClass()
  expect(await getFirstSteps(me)).toBeNull()
})
