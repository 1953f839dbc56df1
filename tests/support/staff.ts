import { randomUUID } from 'node:crypto'
import { db } from '@/db/client'
import { accounts, staff } from '@/db/schema/identity'
import { hashPassword } from '@/lib/identity/passwords'
import { newTotpSecret } from '@/lib/identity/totp'
import { encryptColumn } from '@/lib/shared/ciphers'
import type { Ctx, Staff } from '@/lib/shared/context'
import { roleRights, type StaffRole } from '@/lib/shared/rights'
import { aRegion, noon, password, unique } from './world'

/** A member of the staff as sessions give it; region managers look after `regions`. */
export const aStaff = (role: StaffRole, now = noon, regions: string[] | null = null, on = db()): Ctx<Staff> => ({
  actor: { kind: 'staff', id: randomUUID(), name: '周敏', role, rights: roleRights[role], regions, address: '10.0.0.9' },
  now,
  db: on,
})

/** Somebody of the staff who is in the database, signs in with the password of `world.ts`, and has an authenticator unless `totp` is false. */
export async function aMember(role: StaffRole = 'administrator', given: { userName?: string; totp?: boolean; regions?: string[] } = {}) {
  const { userName = `member-${unique()}`, totp = true, regions = [await aRegion()] } = given
  const secret = newTotpSecret()
  const [account] = await db()
    .insert(accounts)
    .values({ passwordHash: await hashPassword(password) })
    .returning({ id: accounts.id })
  const { id } = account!
  const own = totp ? { totpCipher: encryptColumn('staff.totp_cipher', { id }, secret), totpConfirmedAt: noon } : {}
  await db()
    .insert(staff)
    .values({ id, userName, name: '周敏', role, regionCodes: role === 'region_manager' ? regions : [], ...own })
  const ctx = aStaff(role, noon, role === 'region_manager' ? regions : null)
  return { ...ctx, actor: { ...ctx.actor, id }, userName, secret }
}
