import { eq, sql } from 'drizzle-orm'
import { accounts, enterprises, trainees } from '@/db/schema/identity'
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
export async function refuseUnfit(ctx: Ctx, accountId: string, input: NewPassword): Promise<void> {
  const [row] = await ctx.db
    .select({
      idNumberCipher: trainees.idNumberCipher,
      phone: sql<string | null>`coalesce(${trainees.phone}, ${enterprises.phone})`,
      code: enterprises.code,
    })
    .from(accounts)
    .leftJoin(trainees, eq(trainees.id, accounts.id))
    .leftJoin(enterprises, eq(enterprises.id, accounts.id))
    .where(eq(accounts.id, accountId))
  if (!row) throw new Error('no such account')
  if (row.idNumberCipher) refuseUnfitFor({ idNumber: decrypt(row.idNumberCipher).toString(), phone: row.phone }, input)
  else refusePassword([row.code ?? '', row.phone ?? ''], input)
}

/** The same for somebody of whom no more is known than this. */
export function refuseUnfitFor({ idNumber, phone }: { idNumber: string; phone: string | null }, input: NewPassword): void {
  refusePassword([idNumber, idNumber.slice(-6), idNumber.slice(6, 14), phone ?? ''], input)
}

/** @param known what must not be part of it */
export function refusePassword(known: string[], input: NewPassword): void {
  const refusal = refusalToPassword(input.password, known)
  if (refusal) throw new Refused(refusal, {}, 'password')
  if (input.password !== input.repeated) throw new Refused('passwords_differ', {}, 'repeated')
}

/**
 * Sets a new password, which activates an account that was waiting for one, and ends every session of it. The caller has proved who asks:
 * the answer tells whether the password is the old one.
 * @returns the new session version
 * @throws Refused('password_same' | those of refuseUnfit)
 */
export async function setPassword(tx: Ctx, accountId: string, input: NewPassword): Promise<number> {
  await refuseUnfit(tx, accountId, input)
  const mine = eq(accounts.id, accountId)
  const [account] = await tx.db.select({ passwordHash: accounts.passwordHash }).from(accounts).where(mine).for('update')
  if (await passwordMatches(account?.passwordHash, input.password)) throw new Refused('password_same', {}, 'password')
  const [row] = await tx.db
    .update(accounts)
    .set({ passwordHash: await hashPassword(input.password), mustActivate: false, sessionVersion: sql`${accounts.sessionVersion} + 1` })
    .where(mine)
    .returning({ sessionVersion: accounts.sessionVersion })
  return row!.sessionVersion
}
