import { eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { accounts } from '@/db/schema/identity'
import { aTrainee } from './world'

/** Somebody of the old platform, as an import leaves them: no password yet. */
export async function aMigrated(given: Parameters<typeof aTrainee>[0] = {}) {
  const me = await aTrainee(given)
  await db().update(accounts).set({ passwordHash: null, mustActivate: true }).where(eq(accounts.id, me.actor.id))
  return me
}
