import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { db } from '@/db/client'
import { noteRefusal } from '@/lib/audit/note-refusal'
import type { Actor, Ctx, Door, Enterprise, Staff, Trainee } from '@/lib/shared/context'
import { readCookie } from '@/lib/shared/cookies'
import { tellNotFound, whenNotFound } from '@/lib/shared/not-found'
import type { StaffRight } from '@/lib/shared/rights'
import { whenUnsent } from '@/lib/shared/unsent'
import { findSessionEnterprise, findSessionStaff, findSessionTrainee } from './find-session'
import { doorCookies } from './session-token'
import { forgetUnsent, keepUnsent } from './unsent'

const systemCtx = (now: Date): Ctx => ({ actor: { kind: 'system' }, now, db: db() })

/** Of who asks, for limits. */
export const clientAddress = async () => (await headers()).get('x-client-address') ?? 'unknown'

async function readDoor(door: Door) {
  const address = await clientAddress()
  return { address, now: new Date(), token: await readCookie(doorCookies[door]) }
}

/** Who asks: read once a request. The session's row is looked up each time, so that whatever ends it ends it at once. */
const currentActor = cache(async (): Promise<Actor> => {
  const { address, now, token } = await readDoor('trainee')
  const trainee = token ? await findSessionTrainee(systemCtx(now), token) : null
  return trainee ? { kind: 'trainee', ...trainee, address } : { kind: 'visitor', address }
})

const currentEnterprise = cache(async (): Promise<Enterprise | null> => {
  const { address, now, token } = await readDoor('enterprise')
  const enterprise = token ? await findSessionEnterprise(systemCtx(now), token) : null
  return enterprise && { kind: 'enterprise', ...enterprise, address }
})

const currentStaff = cache(async (): Promise<Staff | null> => {
  const { address, now, token } = await readDoor('staff')
  const member = token ? await findSessionStaff(systemCtx(now), token) : null
  return member && { kind: 'staff', ...member, address }
})

whenNotFound(async () => {
  const path = (await headers()).get('x-path') ?? '/'
  const here = path.startsWith('/admin') ? [currentStaff] : path.startsWith('/group') ? [currentEnterprise] : []
  for (const current of [...here, currentActor, currentEnterprise, currentStaff]) {
    const actor = await current()
    if (actor && actor.kind !== 'visitor' && actor.kind !== 'system') return noteRefusal(at(actor), path)
  }
})

whenUnsent({
  keep: async (unsent) => {
    const [asked, address] = [(await headers()).get('x-path') ?? '/', await clientAddress()]
    await keepUnsent(at({ kind: 'visitor', address }), { ...unsent, path: asked.split('?', 1)[0]! })
  },
  forget: forgetUnsent,
})

const at = <A extends Actor>(actor: A): Ctx<A> => ({ actor, now: new Date(), db: db() })

/** Where to come back to after signing in. */
async function signInAt(page: string, home: string): Promise<never> {
  const path = (await headers()).get('x-path') ?? home
  redirect(`${page}?next=${encodeURIComponent(path)}`)
}

/** The context of a page or action that anybody may open. */
export const pageCtx = async (): Promise<Ctx> => at(await currentActor())

/** The context of a page or action for trainees: others sign in first and land here again. */
export async function traineeCtx(): Promise<Ctx<Trainee>> {
  const actor = await currentActor()
  if (actor.kind !== 'trainee') {
    const path = (await headers()).get('x-path') ?? '/classes'
    redirect(`/?next=${encodeURIComponent(path)}#sign-in`)
  }
  return at(actor)
}

/** The same for route handlers: null instead of a redirect. */
export async function traineeCtxOrNull(): Promise<Ctx<Trainee> | null> {
  const actor = await currentActor()
  return actor.kind === 'trainee' ? at(actor) : null
}

/** The context of a page or action for approved enterprises; one that still waits, or was rejected, is led to how it stands. */
export async function enterpriseCtx(): Promise<Ctx<Enterprise>> {
  const ctx = await anyEnterpriseCtx()
  if (ctx.actor.status !== 'approved') redirect('/group/review')
  return ctx
}

/** The same for the pages that every enterprise may open, whatever was decided. */
export async function anyEnterpriseCtx(): Promise<Ctx<Enterprise>> {
  return at((await currentEnterprise()) ?? (await signInAt('/group/sign-in', '/group')))
}

/** For route handlers and layouts: null instead of a redirect. */
export async function enterpriseCtxOrNull(): Promise<Ctx<Enterprise> | null> {
  const enterprise = await currentEnterprise()
  return enterprise && at(enterprise)
}

/** The context of a page or action of the staff: 404 without the right, for there is nothing here for others. */
export async function staffCtx(right?: StaffRight): Promise<Ctx<Staff>> {
  const member = (await currentStaff()) ?? (await signInAt('/admin/sign-in', '/admin'))
  if (right && !member.rights.includes(right)) {
    await tellNotFound()
    notFound()
  }
  return at(member)
}

/** For route handlers and layouts: null instead of a redirect, also without the right. */
export async function staffCtxOrNull(right?: StaffRight): Promise<Ctx<Staff> | null> {
  const member = await currentStaff()
  return member && (!right || member.rights.includes(right)) ? at(member) : null
}
