import { and, eq, gte, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { auditLog } from '@/db/schema/audit'
import { accounts, enterprises } from '@/db/schema/identity'
import { phoneChanges } from '@/db/schema/phones'
import { record } from '@/lib/audit/record'
import { type Ctx, type Enterprise, inTransaction, type Staff, type Trainee } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import type { StaffRight } from '@/lib/shared/rights'
import { inOwnRegions, requireApproved, requireRight } from '@/lib/shared/staff'
import { hours, later } from '@/lib/shared/time'
import { lockPerson } from '../lock-person'
import { maskPhone } from '../rules'
import { keyed, lockWaiting, type PhoneChange, putInForce } from './in-force'

export const PhoneChangeInput = z.object({ accountId: z.uuid(), changeId: z.uuid() })
export const OwnPhoneChangeInput = z.object({ changeId: z.uuid() })
type Given = z.output<typeof PhoneChangeInput>

/** Who may ask for another phone may also release it, when somebody else asked. */
export const phoneRights: Record<PhoneChange['owner'], StaffRight> = { trainee: 'people.reset', enterprise: 'enterprises.review' }

/**
 * 复核通过 by a second member of the staff: the new phone is in force at once.
 * @throws NotFound without the right, or outside of one's own regions
 * @throws Refused('phone_change_decided' | 'phone_change_own' | 'phone_change_new_member' | 'phone_change_disabled')
 */
export async function releasePhone(ctx: Ctx<Staff>, input: Given): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const change = await lockForStaff(tx, input)
    if (change.askedBy === tx.actor.id) throw new Refused('phone_change_own')
    await refuseNewMember(tx)
    const [account] = await tx.db.select({ status: accounts.status }).from(accounts).where(eq(accounts.id, change.accountId)).for('share')
    if (account?.status !== 'active') throw new Refused('phone_change_disabled')
    await putInForce(tx, change, tx.actor.id)
    await record(tx, 'phone.release', change.accountId, { change: change.id, after: maskPhone(change.phone) })
  })
}

/** 撤销 by the staff, the one who asked included. @throws NotFound as above; Refused('phone_change_decided') */
export async function cancelPhone(ctx: Ctx<Staff>, input: Given): Promise<void> {
  await inTransaction(ctx, async (tx) => cancel(tx, await lockForStaff(tx, input)))
}

/** 撤销 by the account's owner. @throws NotFound; Refused('phone_change_decided') */
export async function cancelOwnPhone(
  ctx: Ctx<Trainee | Enterprise>,
  { changeId: id }: z.output<typeof OwnPhoneChangeInput>,
): Promise<void> {
  if (ctx.actor.kind === 'enterprise') requireApproved(ctx as Ctx<Enterprise>)
  const { id: accountId, kind: owner } = ctx.actor
  await inTransaction(ctx, async (tx) => {
    const change = await lockWaiting(tx, { accountId, id, owner })
    if (!change) return refuseDecided(tx, { accountId, id })
    await cancel(tx, change)
  })
}

async function cancel(tx: Ctx<Staff | Trainee | Enterprise>, change: PhoneChange): Promise<void> {
  await tx.db.update(phoneChanges).set({ status: 'cancelled', decidedAt: tx.now, decidedBy: tx.actor.id }).where(keyed(change))
  await record(tx, 'phone.cancel', change.accountId, { change: change.id, after: maskPhone(change.phone) })
}

/** @throws NotFound where there is no such change; Refused('phone_change_decided') */
async function refuseDecided(tx: Ctx, key: Pick<PhoneChange, 'accountId' | 'id'>): Promise<never> {
  const [known] = await tx.db.select({ id: phoneChanges.id }).from(phoneChanges).where(keyed(key))
  throw known ? new Refused('phone_change_decided') : new NotFound()
}

async function lockForStaff(tx: Ctx<Staff>, { accountId, changeId: id }: Given): Promise<PhoneChange> {
  if (tx.actor.kind !== 'staff') throw new NotFound()
  const [known] = await tx.db.select({ owner: phoneChanges.owner }).from(phoneChanges).where(keyed({ accountId, id }))
  if (!known) throw new NotFound()
  requireRight(tx, phoneRights[known.owner])
  if (known.owner === 'trainee') await lockPerson(tx, accountId)
  else {
    const mine = and(eq(enterprises.id, accountId), inOwnRegions(tx, enterprises.regionCode))
    const [unit] = await tx.db.select({ id: enterprises.id }).from(enterprises).where(mine).for('update')
    if (!unit) throw new NotFound()
  }
  return (await lockWaiting(tx, { accountId, id, owner: known.owner })) ?? refuseDecided(tx, { accountId, id })
}

/**
 * An administrator hands out first passwords: a colleague whose sign-in was set up within the waiting time may be the same person.
 * @throws Refused('phone_change_new_member')
 */
async function refuseNewMember(tx: Ctx<Staff>): Promise<void> {
  const since = later(tx.now, -hours(env().phoneChangeHours))
  const [setUp] = await tx.db
    .select({ id: auditLog.id })
    .from(auditLog)
    .where(and(eq(auditLog.subjectId, tx.actor.id), gte(auditLog.at, since), inArray(auditLog.action, ['staff.create', 'staff.reset'])))
    .limit(1)
  if (setUp) throw new Refused('phone_change_new_member')
}
