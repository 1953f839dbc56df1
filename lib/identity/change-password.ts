import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { accounts } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { type Buyer, type Ctx, inTransaction } from '@/lib/shared/context'
import { limitAttempts } from '@/lib/shared/limits'
import { Refused } from '@/lib/shared/refused'
import { minutes } from '@/lib/shared/time'
import type { ChangePasswordInput } from './input'
import { passwordMatches } from './passwords'
import { setPassword } from './set-password'

/**
 * A new password for the signed-in trainee or enterprise; all sessions end, the caller begins this one anew.
 * @throws Refused('password_wrong' | 'too_many_attempts' | those of setPassword)
 */
export async function changePassword(ctx: Ctx<Buyer>, input: z.output<typeof ChangePasswordInput>) {
  await limitAttempts(ctx, `change-password:${ctx.actor.id}`, { max: 10, windowMs: minutes(15) })
  return inTransaction(ctx, async (tx) => {
    const [account] = await tx.db.select({ passwordHash: accounts.passwordHash }).from(accounts).where(eq(accounts.id, tx.actor.id))
    if (!(await passwordMatches(account?.passwordHash, input.current))) throw new Refused('password_wrong', {}, 'current')
    await setPassword(tx, tx.actor.id, input)
    await record(tx, 'password.change', tx.actor.id)
    return { id: tx.actor.id }
  })
}
