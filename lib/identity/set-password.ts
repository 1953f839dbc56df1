import { eq, sql } from 'drizzle-orm'
import { accounts, trainees } from '@/db/schema/identity'
import type { Ctx } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { decrypt } from '@/lib/shared/secrets'
import { hashPassword, passwordMatches } from './passwords'
import { refusalToPassword } from './rules'

/**
 * Checks and sets a new password and ends every session of the account.
 * @returns the new session version
 * @throws Refused('password_weak' | 'password_common' | 'password_same' | 'passwords_differ')
 */
export async function setPassword(tx: Ctx, traineeId: string, input: { password: string; repeated: string }): Promise<number> {
  const [account] = await tx.db
    .select({ passwordHash: accounts.passwordHash, idNumberCipher: trainees.idNumberCipher, phone: trainees.phone })
    .from(accounts)
    .innerJoin(trainees, eq(trainees.id, accounts.id))
    .where(eq(accounts.id, traineeId))
    .for('update', { of: accounts })
  if (!account) throw new Error('no such account')
  const idNumber = decrypt(account.idNumberCipher).toString()
  const refusal = refusalToPassword(input.password, [idNumber, idNumber.slice(-6), idNumber.slice(6, 14), account.phone ?? ''])
  if (refusal) throw new Refused(refusal, {}, 'password')
  if (input.password !== input.repeated) throw new Refused('passwords_differ', {}, 'repeated')
  if (await passwordMatches(account.passwordHash, input.password)) throw new Refused('password_same', {}, 'password')
  const [row] = await tx.db
    .update(accounts)
    .set({ passwordHash: await hashPassword(input.password), sessionVersion: sql`${accounts.sessionVersion} + 1` })
    .where(eq(accounts.id, traineeId))
    .returning({ sessionVersion: accounts.sessionVersion })
  return row!.sessionVersion
}
