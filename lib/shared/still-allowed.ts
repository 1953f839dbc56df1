import { eq } from 'drizzle-orm'
import { accounts, enterprises, staff } from '@/db/schema/identity'
import type { Actor, Ctx } from './context'
import { NotFound } from './not-found'
import { Refused } from './refused'

/**
 * Whoever acts may still do so: the session said so when the page was asked for, which is a moment ago. Asked first in every transaction.
 * @throws Refused('account_disabled'); NotFound for an enterprise that is not approved any more, and for a member of the staff of
 * another role by now
 */
export async function refuseGone(tx: Ctx): Promise<void> {
  const { actor } = tx
  if (!hasAccount(actor)) return
  const [now] = await tx.db
    .select({ status: accounts.status, enterprise: enterprises.status, role: staff.role })
    .from(accounts)
    .leftJoin(enterprises, eq(enterprises.id, accounts.id))
    .leftJoin(staff, eq(staff.id, accounts.id))
    .where(eq(accounts.id, actor.id))
  if (now?.status === 'disabled') throw new Refused('account_disabled')
  if (actor.kind === 'enterprise' && actor.status === 'approved' && now && now.enterprise !== 'approved') throw new NotFound()
  if (actor.kind === 'staff' && now?.role && now.role !== actor.role) throw new NotFound()
}

const hasAccount = (actor: Actor) => actor.kind === 'trainee' || actor.kind === 'enterprise' || actor.kind === 'staff'
