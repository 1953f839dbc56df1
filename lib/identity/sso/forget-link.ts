import { eq } from 'drizzle-orm'
import { externalIdentities, linkInvitations } from '@/db/schema/sign-in'
import type { Ctx } from '@/lib/shared/context'

/** 统一身份认证 no longer lets anybody into this account. @returns whether there was a link, or one allowed */
export async function forgetLink(tx: Ctx, accountId: string): Promise<boolean> {
  const linked = await tx.db.delete(externalIdentities).where(eq(externalIdentities.accountId, accountId)).returning()
  const invited = await tx.db.delete(linkInvitations).where(eq(linkInvitations.staffId, accountId)).returning()
  return linked.length + invited.length > 0
}
