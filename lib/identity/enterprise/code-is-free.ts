import { eq, sql } from 'drizzle-orm'
import { enterprises } from '@/db/schema/identity'
import type { Ctx } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'

/**
 * Before an enterprise takes a code. Those who change to one take turns; the unique index stands behind it.
 * @throws Refused('enterprise_code_taken') when another has it
 */
export async function codeIsFree(tx: Ctx, code: string, enterpriseId: string): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`enterprise-code:${code}`}, 0))`)
  const [holder] = await tx.db.select({ id: enterprises.id }).from(enterprises).where(eq(enterprises.code, code))
  if (holder && holder.id !== enterpriseId) throw new Refused('enterprise_code_taken', {}, 'enterpriseCode')
}
