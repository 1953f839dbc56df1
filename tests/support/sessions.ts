import { findSessionEnterprise, findSessionStaff, findSessionTrainee } from '@/lib/identity/find-session'
import { openSession } from '@/lib/identity/sessions'
import type { Door } from '@/lib/shared/context'
import { asSystem, asVisitor, noon } from './world'

const find = { trainee: findSessionTrainee, enterprise: findSessionEnterprise, staff: findSessionStaff }

/** Who is found by a token at a door. */
export const whoHolds = (door: Door, token: string, now = noon) => find[door](asSystem(now), token)

type Somebody = { actor: { kind: Door; id: string } }

/** A session of somebody, as signing in begins it; `holds` tells whether it still does. */
export async function aSession(
  { actor }: Somebody,
  { now = noon, device = 'Mozilla/5.0 (X11; Linux) Chrome/140.0', address = '10.0.0.7' } = {},
) {
  const token = await openSession(asVisitor(address, now), { door: actor.kind, accountId: actor.id, device })
  const holds = async (at = now) => (await whoHolds(actor.kind, token, at)) !== null
  return { token, holds }
}
