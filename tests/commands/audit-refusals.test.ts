import { and, asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { noteRefusal } from '@/lib/audit/note-refusal'
import { formAction } from '@/lib/shared/form-action'
import { NotFound, whenNotFound } from '@/lib/shared/not-found'
import { answering } from '@/lib/shared/route-handler'
import { later } from '@/lib/shared/time'
import { aStaff } from '../support/staff'
import { aTrainee, at, noon } from '../support/world'

const refusalsOf = async (id: string) => {
  const mine = and(eq(auditLog.actorId, id), eq(auditLog.action, 'access.refused'))
  return (await db().select({ details: auditLog.details }).from(auditLog).where(mine).orderBy(asc(auditLog.id))).map(
    ({ details }) => details,
  )
}

test('who asks for what is not theirs is written down, without what was searched for', async () => {
  const [me, clerk] = [await aTrainee(), aStaff('auditor')]
  await noteRefusal(me, '/orders/20260618000001?q=130203197103159913')
  await noteRefusal(clerk, '/admin/settings')
  expect(await refusalsOf(me.actor.id)).toEqual([{ door: 'trainee', path: '/orders/20260618000001', inMinute: 1 }])
  expect(await refusalsOf(clerk.actor.id)).toEqual([{ door: 'staff', path: '/admin/settings', inMinute: 1 }])
})

test('a flood writes the first five of a minute, then the 8th, 16th, 32nd with their count; the next minute begins anew', async () => {
  const me = aStaff('auditor')
  for (let i = 0; i < 40; i++) await noteRefusal(at(me, later(noon, i * 100)), `/admin/people/${i}`)
  expect((await refusalsOf(me.actor.id)).map((details) => details!.inMinute)).toEqual([1, 2, 3, 4, 5, 8, 16, 32])
  await noteRefusal(at(me, later(noon, 70_000)), '/admin/people/41')
  expect((await refusalsOf(me.actor.id)).at(-1)).toMatchObject({ inMinute: 1 })
})

test('routes and forms tell of what they answer with 404', async () => {
  let told = 0
  whenNotFound(async () => {
    told++
  })
  const missing = async (): Promise<never> => {
    throw new NotFound()
  }
  expect((await answering(missing)).status).toBe(404)
  expect(told).toBe(1)
  await expect(formAction(async () => 0, z.object({}), missing)({ status: 'idle' }, new FormData())).rejects.toThrow(NotFound)
  expect(told).toBe(2)
})
