import { uuidv7 } from '@/db/id'
import { phoneChanges } from '@/db/schema/phones'
import { record } from '@/lib/audit/record'
import { encryptColumn } from '@/lib/shared/ciphers'
import type { Ctx, Enterprise, Staff, Trainee } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { Refused } from '@/lib/shared/refused'
import { formatMoment, hours, later } from '@/lib/shared/time'
import { notifyByPhone } from '../notify'
import { maskPhone } from '../rules'

type Asked = {
  accountId: string
  owner: typeof phoneChanges.$inferInsert.owner
  /** The one in force, or null where there is none. */
  before: string | null
  phone: string
  reason: string | null
}

/** When a phone that is asked for now takes effect by itself. */
export const takesEffectAt = (now: Date) => later(now, hours(env().phoneChangeHours))

/**
 * Another phone is asked for: the one on file is told, and stays the one in force until the time has run out or a second member of the
 * staff releases the change. The caller has locked the account's owner and proved who asks.
 * @returns when it takes effect by itself
 * @throws Refused('phone_same' | 'phone_change_waits')
 */
export async function askPhone(tx: Ctx<Staff | Enterprise | Trainee>, { before, ...asked }: Asked): Promise<Date> {
  if (before === asked.phone) throw new Refused('phone_same', {}, 'phone')
  const effect = takesEffectAt(tx.now)
  const facts = { tail: asked.phone.slice(-4), until: formatMoment(effect) }
  const told = before !== null && (await notifyByPhone(tx, { phone: before, kind: 'phone_change', facts }))
  const { phone, ...kept } = asked
  const id = uuidv7()
  const [waits] = await tx.db
    .insert(phoneChanges)
    .values({
      ...kept,
      id,
      phoneCipher: encryptColumn('phone_changes.phone', { accountId: asked.accountId, id }, phone),
      told,
      askedAt: tx.now,
      askedBy: tx.actor.id,
      takesEffectAt: effect,
    })
    .onConflictDoNothing()
    .returning({ id: phoneChanges.id })
  if (!waits) throw new Refused('phone_change_waits', {}, 'phone')
  await record(tx, 'phone.ask', asked.accountId, {
    change: waits.id,
    before: before && maskPhone(before),
    after: maskPhone(asked.phone),
    takesEffectAt: effect.toISOString(),
    ...(asked.reason && { reason: asked.reason }),
  })
  return effect
}
