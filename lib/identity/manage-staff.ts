import { and, asc, count, eq, ne, sql } from 'drizzle-orm'
import { z } from 'zod'
import { locks } from '@/db/locks'
import { accounts, regions, staff, staffRole } from '@/db/schema/identity'
import { passkeys } from '@/db/schema/sign-in'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import type { StaffRole } from '@/lib/shared/rights'
import { requireRight } from '@/lib/shared/staff'
import { newFirstPassword } from './first-password'
import { forgetGuesses } from './guessing'
import { name } from './input'
import { hashPassword } from './passwords'
import { endSessions } from './sessions'
import { forgetLink } from './sso/forget-link'
import { normalizeUserName } from './staff-input'
import { staffSignInKey } from './staff-sign-in'

const role = z.enum(staffRole.enumValues, { error: '请选择角色。' })
/** What signs in: letters, digits and a few signs, so that it can be told on the telephone. */
export const userName = z
  .string()
  .transform(normalizeUserName)
  .pipe(z.string().regex(/^[a-z][a-z0-9._-]{2,30}$/, '用户名需 3–31 位，以字母开头，可用小写字母、数字和 . _ -'))
/** Each region has a checkbox of its own: `region-130203`. */
const chosenRegions = (form: Record<string, unknown>) =>
  Object.keys(form).flatMap((field) => (field.startsWith('region-') ? [field.slice('region-'.length)] : []))

export const CreateStaffInput = z
  .looseObject({ userName, name, role })
  .transform((form) => ({ userName: form.userName, name: form.name, role: form.role, regionCodes: chosenRegions(form) }))
export const ChangeStaffInput = z
  .looseObject({ staffId: z.uuid(), name, role })
  .transform((form) => ({ staffId: form.staffId, name: form.name, role: form.role, regionCodes: chosenRegions(form) }))
export const StaffRefInput = z.object({ staffId: z.uuid() })
export const DisableStaffInput = z.object({ staffId: z.uuid(), disabled: z.enum(['yes', 'no']) })

/** What a member of the staff begins with: told once to the administrator, good for one sign-in. */
type FirstPassword = { id: string; userName: string; name: string; password: string }

/** @throws NotFound without the right 'staff.manage'; Refused('staff_name_taken' | 'staff_regions_missing' | 'region_unknown') */
export async function createStaff(ctx: Ctx<Staff>, input: z.output<typeof CreateStaffInput>): Promise<FirstPassword> {
  requireRight(ctx, 'staff.manage')
  return addStaff(ctx, input)
}

/** The first administrator, or another when none gets in any more: by whoever has the machine (npm run create:administrator). */
export async function createAdministrator(ctx: Ctx, input: { userName: string; name: string }): Promise<FirstPassword> {
  if (ctx.actor.kind !== 'system') throw new NotFound()
  return addStaff(ctx, { ...input, role: 'administrator', regionCodes: [] })
}

async function addStaff(ctx: Ctx, input: z.output<typeof CreateStaffInput>): Promise<FirstPassword> {
  const password = newFirstPassword()
  const passwordHash = await hashPassword(password)
  return inTransaction(ctx, async (tx) => {
    const regionCodes = await regionsFor(tx, input.role, input.regionCodes)
    const [account] = await tx.db.insert(accounts).values({ passwordHash, mustActivate: true }).returning({ id: accounts.id })
    const { id } = account!
    const [added] = await tx.db
      .insert(staff)
      .values({ id, userName: input.userName, name: input.name, role: input.role, regionCodes })
      .onConflictDoNothing({ target: staff.userName })
      .returning({ id: staff.id })
    if (!added) throw new Refused('staff_name_taken', {}, 'userName')
    await record(tx, 'staff.create', id, { userName: input.userName, role: input.role, regions: regionCodes })
    return { id, userName: input.userName, name: input.name, password }
  })
}

/**
 * Another name, role or regions. With another role or region they sign in anew: what stands on a screen is of the old one.
 * @throws NotFound; Refused('staff_last_administrator' | 'staff_regions_missing' | 'region_unknown')
 */
export async function changeStaff(ctx: Ctx<Staff>, input: z.output<typeof ChangeStaffInput>): Promise<void> {
  requireRight(ctx, 'staff.manage')
  await inTransaction(ctx, async (tx) => {
    const before = await lockMember(tx, input.staffId)
    const regionCodes = await regionsFor(tx, input.role, input.regionCodes)
    await tx.db.update(staff).set({ name: input.name, role: input.role, regionCodes }).where(eq(staff.id, input.staffId))
    await keepAnAdministrator(tx)
    const moved = before.role !== input.role || before.regionCodes.join() !== regionCodes.join()
    if (moved) await endSessions(tx, input.staffId, 'role')
    await record(tx, 'staff.change', input.staffId, {
      before: { name: before.name, role: before.role, regions: before.regionCodes },
      after: { name: input.name, role: input.role, regions: regionCodes },
    })
  })
}

/**
 * 重置登录 for whoever lost the phone or forgot the password: a new first password, and the authenticator is set up anew. Sessions end.
 * @throws NotFound; Refused('staff_self')
 */
export async function resetStaff(ctx: Ctx<Staff>, { staffId }: z.output<typeof StaffRefInput>): Promise<FirstPassword> {
  requireRight(ctx, 'staff.manage')
  if (staffId === ctx.actor.id) throw new Refused('staff_self')
  const password = newFirstPassword()
  const passwordHash = await hashPassword(password)
  const member = await inTransaction(ctx, async (tx) => {
    const found = await lockMember(tx, staffId)
    await tx.db.update(accounts).set({ passwordHash, mustActivate: true }).where(eq(accounts.id, staffId))
    await endSessions(tx, staffId, 'reset')
    await tx.db
      .update(staff)
      .set({ totpCipher: null, totpConfirmedAt: null, totpStep: null, recoveryCipher: null, recoveryCodes: [] })
      .where(eq(staff.id, staffId))
    await forgetLink(tx, staffId)
    await tx.db.delete(passkeys).where(eq(passkeys.staffId, staffId))
    await record(tx, 'staff.reset', staffId)
    return found
  })
  await forgetGuesses(ctx, staffSignInKey(member.userName))
  return { id: staffId, userName: member.userName, name: member.name, password }
}

/** 停用 ends the sessions at once. @throws NotFound; Refused('staff_self' | 'staff_last_administrator') */
export async function setStaffDisabled(ctx: Ctx<Staff>, { staffId, disabled }: z.output<typeof DisableStaffInput>): Promise<void> {
  requireRight(ctx, 'staff.manage')
  if (staffId === ctx.actor.id) throw new Refused('staff_self')
  await inTransaction(ctx, async (tx) => {
    await lockMember(tx, staffId)
    const off = disabled === 'yes'
    await tx.db
      .update(accounts)
      .set({ status: off ? 'disabled' : 'active' })
      .where(eq(accounts.id, staffId))
    await endSessions(tx, staffId, 'locked')
    await keepAnAdministrator(tx)
    await record(tx, off ? 'staff.disable' : 'staff.enable', staffId)
  })
}

/** Every change of staff waits for the one before it: only so is the last administrator known. */
async function lockMember(tx: Ctx<Staff>, id: string) {
  await tx.db.execute(sql`select pg_advisory_xact_lock(${locks.staff})`)
  const [row] = await tx.db.select().from(staff).where(eq(staff.id, id)).for('update')
  if (!row) throw new NotFound()
  return row
}

/** @throws Refused('staff_last_administrator') when nobody would be left who may let others in */
async function keepAnAdministrator(tx: Ctx): Promise<void> {
  const [left] = await tx.db
    .select({ n: count() })
    .from(staff)
    .innerJoin(accounts, eq(accounts.id, staff.id))
    .where(and(eq(staff.role, 'administrator'), ne(accounts.status, 'disabled')))
  if (!left!.n) throw new Refused('staff_last_administrator')
}

/** Region managers have regions, and nobody else. */
async function regionsFor(tx: Ctx, memberRole: StaffRole, codes: string[]): Promise<string[]> {
  if (memberRole !== 'region_manager') return []
  if (!codes.length) throw new Refused('staff_regions_missing')
  const known = await tx.db.select({ code: regions.code }).from(regions)
  const wanted = [...new Set(codes)].sort()
  if (!wanted.every((code) => known.some((region) => region.code === code))) throw new Refused('region_unknown')
  return wanted
}

/** 工作人员: active ones first. @throws NotFound without the right 'staff.manage' */
export async function listStaff(ctx: Ctx<Staff>) {
  requireRight(ctx, 'staff.manage')
  return ctx.db
    .select({
      id: staff.id,
      userName: staff.userName,
      name: staff.name,
      role: staff.role,
      regionCodes: staff.regionCodes,
      status: accounts.status,
      mustActivate: accounts.mustActivate,
      totpConfirmedAt: staff.totpConfirmedAt,
      createdAt: staff.createdAt,
    })
    .from(staff)
    .innerJoin(accounts, eq(accounts.id, staff.id))
    .orderBy(asc(accounts.status), asc(staff.createdAt), asc(staff.id))
}
export type StaffRow = Awaited<ReturnType<typeof listStaff>>[number]

/** @throws NotFound */
export async function getStaff(ctx: Ctx<Staff>, id: string): Promise<StaffRow> {
  const row = (await listStaff(ctx)).find((one) => one.id === id)
  if (!row) throw new NotFound()
  return row
}
