import { eq, sql } from 'drizzle-orm'
import { accounts, trainees } from '@/db/schema/identity'
import type { Ctx } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { decrypt } from '@/lib/shared/secrets'
import { hashPassword, passwordMatches } from './passwords'
import { refusalToPassword } from './rules'

type NewPassword = { password: string; repeated: string }

/**
 * Refuses a new password for what it is; whether it is the old one is not asked here.
 * @throws Refused('password_promised' | 'password_weak' | 'password_common' | 'passwords_differ')
 */
export async function refuseUnfit(ctx: Ctx, traineeId: string, input: NewPassword): Promise<void> {
  const [row] = await ctx.db
    .select({ idNumberCipher: trainees.idNumberCipher, phone: trainees.phone })
    .from(trainees)
    .where(eq(trainees.id, traineeId))
  if (!row) throw new Error('no such account')
  refuseUnfitFor({ idNumber: decrypt(row.idNumberCipher).toString(), phone: row.phone }, input)
}

/** The same for somebody of whom no more is known than this. */
export function refuseUnfitFor({ idNumber, phone }: { idNumber: string; phone: string | null }, input: NewPassword): void {
  const refusal = refusalToPassword(input.password, [idNumber, idNumber.slice(-6), idNumber.slice(6, 14), phone ?? ''])
  if (refusal) throw new Refused(refusal, {}, 'password')
  if (input.password !== input.repeated) throw new Refused('passwords_differ', {}, 'repeated')
}

/**
 * Sets a new password, which activates an account that was waiting for one, and ends every session of it. The caller has proved who asks: the answer tells whether the
 * password is the old one.
 * @returns the new session version
 * @throws Refused('password_same' | those of refuseUnfit)
 */
export async function setPassword(tx: Ctx, traineeId: string, input: NewPassword): Promise<number> {
  await refuseUnfit(tx, traineeId, input)
  const mine = eq(accounts.id, traineeId)
  const [account] = await tx.db.select({ passwordHash: accounts.passwordHash }).from(accounts).where(mine).for('update')
  if (await passwordMatches(account?.passwordHash, input.password)) throw new Refused('password_same', {}, 'password')
  const [row] = await tx.db
    .update(accounts)
    .set({ passwordHash: await hashPassword(input.password), mustActivate: false, sessionVersion: sql`${accounts.sessionVersion} + 1` })
    .where(mine)
    .returning({ sessionVersion: accounts.sessionVersion })
  return row!.sessionVersion
}
