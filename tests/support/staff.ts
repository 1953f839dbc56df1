import { randomUUID } from 'node:crypto'
import { db } from '@/db/client'
import type { Ctx, Staff } from '@/lib/shared/context'
import { roleRights, type StaffRole } from '@/lib/shared/rights'
import { noon } from './world'

/** A member of the staff as sessions give it; region managers look after `regions`. */
export const aStaff = (role: StaffRole, now = noon, regions: string[] | null = null, on = db()): Ctx<Staff> => ({
  actor: { kind: 'staff', id: randomUUID(), name: '周敏', role, rights: roleRights[role], regions, address: '10.0.0.9' },
  now,
  db: on,
})
