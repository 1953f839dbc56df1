import { usedTokens } from '@/db/schema/identity'
import type { Ctx } from '@/lib/shared/context'

/** Whether this is the first time: of two who ask with the same `nonce` one is told yes. Remembered until `expiresAt`. */
export async function once(ctx: Ctx, nonce: string, expiresAt: Date): Promise<boolean> {
  const rows = await ctx.db.insert(usedTokens).values({ nonce, expiresAt }).onConflictDoNothing().returning({ nonce: usedTokens.nonce })
  return rows.length === 1
}
