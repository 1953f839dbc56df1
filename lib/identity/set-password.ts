import { eq, sql } from 'drizzle-orm'
import { accounts, enterprises, staff, trainees } from '@/db/schema/identity'
import { decryptColumn } from '@/lib/shared/ciphers'
import type { Ctx } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { numbersOf, type Person, wordsAbout } from './password/about'
import { judgePassword } from './password/judge'
import { hashPassword, passwordMatches } from './passwords'
import { enterprisePhoneOf, phoneOf } from './phones'
import { endSessions } from './sessions'

type NewPassword = { password: string; repeated: string }

/** Refuses the new password of whoever has proved to own the account for what it is, with all that is on file; whether it is the old one is not asked here. @throws as refuseUnfitFor */
export async function refuseUnfit(ctx: Ctx, accountId: string, input: NewPassword): Promise<void> {
  const [row] = await ctx.db
    .select({
      idNumberCipher: trainees.idNumberCipher,
      name: sql<string | null>`coalesce(${trainees.name}, ${staff.name})`,
      traineePhone: trainees.phoneCipher,
      enterprisePhone: enterprises.phoneCipher,
      employer: sql<string | null>`coalesce(${trainees.employer}, ${enterprises.name})`,
      contactName: enterprises.contactName,
      code: enterprises.code,
      userName: staff.userName,
    })
    .from(accounts)
    .leftJoin(trainees, eq(trainees.id, accounts.id))
    .leftJoin(enterprises, eq(enterprises.id, accounts.id))
    .leftJoin(staff, eq(staff.id, accounts.id))
    .where(eq(accounts.id, accountId))
  if (!row) throw new Error('no such account')
  const { idNumberCipher: cipher, traineePhone, enterprisePhone, ...person } = row
  const id = accountId
  const phone = enterprisePhone ? enterprisePhoneOf({ id, phoneCipher: enterprisePhone }) : phoneOf({ id, phoneCipher: traineePhone })
  const idNumber = cipher && decryptColumn('trainees.id_number_cipher', { id: accountId }, cipher).toString()
  refuseUnfitFor({ ...person, idNumber, phone }, input)
}

/**
 * The same for somebody of whom no more is known than this. Before anybody has proved who asks, give only what was typed: a refusal tells
 * what it was compared with.
 * @throws Refused('password_promised' | 'password_weak' | 'password_common' | 'password_guessable' | 'passwords_differ')
 */
export function refuseUnfitFor(person: Person, input: NewPassword): void {
  const { refusal } = judgePassword(input.password, numbersOf(person), wordsAbout(person))
  if (refusal) throw new Refused(refusal.code, refusal.facts, 'password')
  if (input.password !== input.repeated) throw new Refused('passwords_differ', {}, 'repeated')
}

/**
 * Sets a new password, which activates an account that was waiting for one, and ends every session of it. The caller has proved who asks:
 * the answer tells whether the password is the old one.
 * @throws Refused('password_same' | those of refuseUnfitFor)
 */
export async function setPassword(tx: Ctx, accountId: string, input: NewPassword): Promise<void> {
  await refuseUnfit(tx, accountId, input)
  const mine = eq(accounts.id, accountId)
  const [account] = await tx.db.select({ passwordHash: accounts.passwordHash }).from(accounts).where(mine).for('update')
  if (await passwordMatches(account?.passwordHash, input.password)) throw new Refused('password_same', {}, 'password')
  await tx.db
    .update(accounts)
    .set({ passwordHash: await hashPassword(input.password), mustActivate: false })
    .where(mine)
  await endSessions(tx, accountId, 'password')
}
