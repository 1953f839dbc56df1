import { eq, sql } from 'drizzle-orm'
import { accounts, staff } from '@/db/schema/identity'
import type { Ctx } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { hashPassword, passwordMatches } from './passwords'
import { refusalToPassword } from './rules'

/**
 * Sets a new password of somebody of the staff and ends every session of theirs. The caller has proved who asks.
 * @returns the new session version
 * @throws Refused('password_promised' | 'password_weak' | 'password_common' | 'passwords_differ' | 'password_same')
 */
export async function setStaffPassword(tx: Ctx, staffId: string, input: { password: string; repeated: string }): Promise<number> {
  const [account] = await tx.db
    .select({ passwordHash: accounts.passwordHash, userName: staff.userName })
    .from(accounts)
    .innerJoin(staff, eq(staff.id, accounts.id))
    .where(eq(accounts.id, staffId))
    .for('update', { of: accounts })
  if (!account) throw new Error('no such account')
  const refusal = refusalToPassword(input.password, [account.userName])
  if (refusal) throw new Refused(refusal, {}, 'password')
  if (input.password !== input.repeated) throw new Refused('passwords_differ', {}, 'repeated')
  if (await passwordMatches(account.passwordHash, input.password)) throw new Refused('password_same', {}, 'password')
  const [row] = await tx.db
    .update(accounts)
    .set({ passwordHash: await hashPassword(input.password), mustActivate: false, sessionVersion: sql`${accounts.sessionVersion} + 1` })
    .where(eq(accounts.id, staffId))
    .returning({ sessionVersion: accounts.sessionVersion })
  return row!.sessionVersion
}
