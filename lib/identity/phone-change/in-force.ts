import { and, asc, eq, lte } from 'drizzle-orm'
import { accounts, enterprises, trainees } from '@/db/schema/identity'
import { phoneChanges } from '@/db/schema/phones'
import { record } from '@/lib/audit/record'
import { decryptColumn } from '@/lib/shared/ciphers'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { log } from '@/lib/shared/log'
import { storedEnterprisePhone, storedPhone } from '../phones'
import { maskPhone } from '../rules'

export type PhoneChange = Omit<typeof phoneChanges.$inferSelect, 'phoneCipher'> & { phone: string }

type Sealed = Pick<typeof phoneChanges.$inferSelect, 'accountId' | 'id' | 'phoneCipher'>
export const changedPhone = (change: Sealed): string => decryptColumn('phone_changes.phone', change, change.phoneCipher).toString()
type Key = Pick<PhoneChange, 'accountId' | 'id'>

export const keyed = ({ accountId, id }: Key) => and(eq(phoneChanges.accountId, accountId), eq(phoneChanges.id, id))

/** Locks whose phone it is, then the change: everybody who decides does so in this order. Null when it waits no more. */
export async function lockWaiting(tx: Ctx, key: Key & Pick<PhoneChange, 'owner'>): Promise<PhoneChange | null> {
  const table = key.owner === 'trainee' ? trainees : enterprises
  await tx.db.select({ id: table.id }).from(table).where(eq(table.id, key.accountId)).for('update')
  const [change] = await tx.db.select().from(phoneChanges).where(keyed(key)).for('update')
  if (change?.status !== 'waiting') return null
  const { phoneCipher: _, ...waiting } = change
  return { ...waiting, phone: changedPhone(change) }
}

/** The new phone becomes the one on file. The caller has locked the change and decided. */
export async function putInForce(tx: Ctx, change: PhoneChange, decidedBy: string | null): Promise<void> {
  const { accountId, phone } = change
  if (change.owner === 'trainee') await tx.db.update(trainees).set(storedPhone(accountId, phone)).where(eq(trainees.id, accountId))
  else await tx.db.update(enterprises).set(storedEnterprisePhone(accountId, phone)).where(eq(enterprises.id, accountId))
  await tx.db.update(phoneChanges).set({ status: 'in_force', decidedAt: tx.now, decidedBy }).where(keyed(change))
}

/**
 * What has waited long enough takes effect; run every minute. A disabled account's waits on: its owner cannot sign in to object.
 * @returns how many
 */
export async function putDueInForce(ctx: Ctx): Promise<number> {
  const due = await ctx.db
    .select({ accountId: phoneChanges.accountId, id: phoneChanges.id, owner: phoneChanges.owner })
    .from(phoneChanges)
    .innerJoin(accounts, and(eq(accounts.id, phoneChanges.accountId), eq(accounts.status, 'active')))
    .where(and(eq(phoneChanges.status, 'waiting'), lte(phoneChanges.takesEffectAt, ctx.now)))
    .orderBy(asc(phoneChanges.takesEffectAt))
    .limit(500)
  let done = 0
  for (const key of due) {
    try {
      if (await inTransaction(ctx, (tx) => putOneInForce(tx, key))) done++
    } catch (error) {
      log().error({ err: error, phoneChange: key.id }, 'a phone could not be changed') // the others must not wait for it
    }
  }
  return done
}

async function putOneInForce(tx: Ctx, key: Key & Pick<PhoneChange, 'owner'>): Promise<boolean> {
  const change = await lockWaiting(tx, key)
  const [account] = await tx.db.select({ status: accounts.status }).from(accounts).where(eq(accounts.id, key.accountId)).for('share')
  if (!change || change.takesEffectAt > tx.now || account?.status !== 'active') return false
  await putInForce(tx, change, null)
  await record(tx, 'phone.change', key.accountId, { change: key.id, after: maskPhone(change.phone) })
  return true
}
