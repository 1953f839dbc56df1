import { connect } from '@/db/client'
import { sessionCookieName } from '@/lib/identity/session-token'
import { openSession } from '@/lib/identity/sessions'
import type { Door } from '@/lib/shared/context'

/** The cookie of somebody signed in: the session is made as the portal makes it. */
export async function cookieOf(databaseUrl: string, door: Door, accountId: string): Promise<string> {
  const db = connect(databaseUrl, 1)
  const token = await openSession({ actor: { kind: 'system' }, now: new Date(), db }, { door, accountId, device: 'bench' })
  await db.$client.end({ timeout: 5 })
  return `${sessionCookieName(door)}=${token}`
}
