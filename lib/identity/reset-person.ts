import { and, eq, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { certificates } from '@/db/schema/certificates'
import { accounts, trainees } from '@/db/schema/identity'
import { phoneChanges } from '@/db/schema/phones'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { enqueue } from '@/lib/shared/jobs'
import { limitAttempts } from '@/lib/shared/limits'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { minutes } from '@/lib/shared/time'
import { forgetGuesses } from './guessing'
import { lockPerson } from './lock-person'
import { askPhone, takesEffectAt } from './phone-change/ask'
import { isIdNumberOf } from './queries'
import { endSessions } from './sessions'
import { signInKey } from './sign-in'
import { forgetLink } from './sso/forget-link'
import type { LockPersonInput, RegisterPhoneInput, ResetPersonInput } from './staff-people-input'

/**
 * 重置密码 by the hotline, once the caller has said the whole ID number: the password is void, every session ends, and the person sets a
 * new one with 123456 and a code to the phone on file, as people of the old platform do.
 * @throws NotFound without the right 'people.reset'; Refused('caller_unmatched' | 'caller_without_phone' | 'too_many_attempts')
 */
export async function resetPassword(ctx: Ctx<Staff>, { traineeId, idNumber, reason }: z.output<typeof ResetPersonInput>): Promise<void> {
  requireRight(ctx, 'people.reset')
  await limitChecks(ctx, traineeId)
  await inTransaction(ctx, async (tx) => {
    const person = await checkCaller(tx, traineeId, idNumber)
    if (!person.phone) throw new Refused('caller_without_phone')
    await tx.db.update(accounts).set({ passwordHash: null, mustActivate: true }).where(eq(accounts.id, traineeId))
    await endSessions(tx, traineeId, 'reset')
    await forgetLink(tx, traineeId)
    await record(tx, 'person.reset', traineeId, { reason })
  })
  await forgetGuesses(ctx, signInKey(idNumber))
}

/**
 * 登记新手机号 for a caller who lost the old one, or had none. Every session ends; the phone waits, as all that change.
 * @returns when it takes effect by itself
 * @throws NotFound without the right 'people.reset'; Refused('caller_unmatched' | 'too_many_attempts' | those of askPhone)
 */
export async function registerPhone(ctx: Ctx<Staff>, input: z.output<typeof RegisterPhoneInput>): Promise<Date> {
  requireRight(ctx, 'people.reset')
  const { traineeId, idNumber, phone, reason } = input
  await limitChecks(ctx, traineeId)
  return inTransaction(ctx, async (tx) => {
    const person = await checkCaller(tx, traineeId, idNumber)
    const effect = await askPhone(tx, { accountId: traineeId, owner: 'trainee', before: person.phone, phone, reason })
    await endSessions(tx, traineeId, 'reset')
    return effect
  })
}

/**
 * 删除照片 for a caller who takes the consent to it back (个人信息保护法 art. 15). The file goes, unless a certificate was issued with it:
 * that stays as it was issued, as the agreement says.
 * @throws NotFound without the right 'people.reset', and where there is none; Refused('caller_unmatched' | 'too_many_attempts')
 */
export async function removePhoto(ctx: Ctx<Staff>, { traineeId, idNumber, reason }: z.output<typeof ResetPersonInput>): Promise<void> {
  requireRight(ctx, 'people.reset')
  await limitChecks(ctx, traineeId)
  await inTransaction(ctx, async (tx) => {
    await checkCaller(tx, traineeId, idNumber)
    const [row] = await tx.db.select({ key: trainees.photoKey }).from(trainees).where(eq(trainees.id, traineeId))
    if (!row?.key) throw new NotFound()
    const issuedWith = and(eq(certificates.traineeId, traineeId), sql`${certificates.snapshot}->>'photoKey' = ${row.key}`)
    const [paper] = await tx.db.select({ id: certificates.id }).from(certificates).where(issuedWith).limit(1)
    await tx.db.update(trainees).set({ photoKey: null }).where(eq(trainees.id, traineeId))
    if (!paper) await enqueue(tx, 'photos.forget', { key: row.key })
    await record(tx, 'person.photo', traineeId, { reason })
  })
}

/** 停用 and 恢复 an account: a locked one signs nobody in. @throws NotFound without the right 'people.reset' */
export async function setLocked(ctx: Ctx<Staff>, { traineeId, locked, reason }: z.output<typeof LockPersonInput>): Promise<void> {
  requireRight(ctx, 'people.reset')
  await inTransaction(ctx, async (tx) => {
    await lockPerson(tx, traineeId)
    const status = locked === 'yes' ? ('disabled' as const) : ('active' as const)
    await tx.db.update(accounts).set({ status }).where(eq(accounts.id, traineeId))
    if (locked === 'yes') await endSessions(tx, traineeId, 'locked')
    else await waitAnew(tx, traineeId)
    await record(tx, locked === 'yes' ? 'person.lock' : 'person.unlock', traineeId, { reason })
  })
}

/** While locked out, nobody could object to another phone. */
const waitAnew = (tx: Ctx, accountId: string) =>
  tx.db
    .update(phoneChanges)
    .set({ takesEffectAt: takesEffectAt(tx.now) })
    .where(and(eq(phoneChanges.accountId, accountId), eq(phoneChanges.status, 'waiting')))

/** A clerk is no way to guess a number: wrong ones are counted for each person. */
export const limitChecks = (ctx: Ctx<Staff>, traineeId: string) =>
  limitAttempts(ctx, `caller:${traineeId}`, { max: 10, windowMs: minutes(60) })

/** @throws Refused('caller_unmatched') when the number the caller said is not the one on file */
export async function checkCaller(tx: Ctx<Staff>, traineeId: string, idNumber: string) {
  const person = await lockPerson(tx, traineeId)
  if (!isIdNumberOf(person, idNumber)) throw new Refused('caller_unmatched', {}, 'idNumber')
  return person
}
