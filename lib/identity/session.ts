import 'server-only'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { db } from '@/db/client'
import type { Actor, Ctx, Trainee } from '@/lib/shared/context'
import { findSessionTrainee } from './queries'
import { readSession, sessionCookieName } from './session-token'

/** Who asks: read once a request. The session's row is checked each time, so that a changed password ends it at once. */
const currentActor = cache(async (): Promise<Actor> => {
  const address = (await headers()).get('x-client-address') ?? 'unknown'
  const now = new Date()
  const session = readSession((await cookies()).get(sessionCookieName())?.value, now)
  if (!session) return { kind: 'visitor', address }
  const trainee = await findSessionTrainee({ actor: { kind: 'system' }, now, db: db() }, session.id, session.sessionVersion)
  return trainee ? { kind: 'trainee', ...trainee, address } : { kind: 'visitor', address }
})

/** The context of a page or action that anybody may open. */
export async function pageCtx(): Promise<Ctx> {
  return { actor: await currentActor(), now: new Date(), db: db() }
}

/** The context of a page or action for trainees: others sign in first and land here again. */
export async function traineeCtx(): Promise<Ctx<Trainee>> {
  const actor = await currentActor()
  if (actor.kind !== 'trainee') {
    const path = (await headers()).get('x-path') ?? '/classes'
    redirect(`/?next=${encodeURIComponent(path)}#sign-in`)
  }
  return { actor, now: new Date(), db: db() }
}

/** The same for route handlers: null instead of a redirect. */
export async function traineeCtxOrNull(): Promise<Ctx<Trainee> | null> {
  const actor = await currentActor()
  return actor.kind === 'trainee' ? { actor, now: new Date(), db: db() } : null
}
