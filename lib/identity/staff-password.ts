import { eq } from 'drizzle-orm'
import { accounts } from '@/db/schema/identity'
import type { Ctx } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { hashPassword, passwordMatches } from './passwords'
import { endSessions } from './sessions'
import { refuseUnfit } from './set-password'

/**
 * Sets a new password of somebody of the staff and ends every session of theirs. The caller has proved who asks.
 * @throws Refused('password_same' | those of refuseUnfitFor)
 */
export async function setStaffPassword(tx: Ctx, staffId: string, input: { password: string; repeated: string }): Promise<void> {
  const [account] = await tx.db.select({ passwordHash: accounts.passwordHash }).from(accounts).where(eq(accounts.id, staffId)).for('update')
  await refuseUnfit(tx, staffId, input)
  if (await passwordMatches(account?.passwordHash, input.password)) throw new Refused('password_same', {}, 'password')
  await tx.db
    .update(accounts)
    .set({ passwordHash: await hashPassword(input.password), mustActivate: false })
    .where(eq(accounts.id, staffId))
  await endSessions(tx, staffId, 'password')
}
