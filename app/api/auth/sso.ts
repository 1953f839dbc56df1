import { activationSeconds } from '@/lib/identity/activate'
import { beginSession } from '@/lib/identity/auth'
import { pageCtx, staffCtxOrNull } from '@/lib/identity/session'
import { sessionSeconds } from '@/lib/identity/session-token'
import { finishLink } from '@/lib/identity/sso/link-staff'
import { type Identity, openSso, type SsoDoor } from '@/lib/identity/sso/oidc'
import { signInStaffBySso } from '@/lib/identity/sso/sign-in-staff'
import { signInTraineeBySso } from '@/lib/identity/sso/sign-in-trainee'
import { openStart, type Start } from '@/lib/identity/sso/start'
import { openProof, proofSeconds } from '@/lib/identity/staff-proof'
import type { Ctx } from '@/lib/shared/context'
import { forgetCookie, keepCookie, readCookie } from '@/lib/shared/cookies'
import { sealRefusal } from '@/lib/shared/refusal-link'
import { Refused } from '@/lib/shared/refused'

/** Where each door says why nobody was let in. */
export const refusedAt: Record<SsoDoor, string> = { trainee: '/sso/refused', staff: '/admin/sign-in' }

export const refusedPath = (door: SsoDoor, error: Refused, now: Date) => `${refusedAt[door]}?refused=${sealRefusal(error, now)}`

/** Back from the provider: what was begun goes on, or says why not. @returns where to go */
const arriving = (door: SsoDoor, goOn: (ctx: Ctx, identity: Identity, start: Start) => Promise<string>) => async (identity: Identity) => {
  const ctx = await pageCtx()
  const start = openStart(ctx, door, await readCookie('sso-start'))
  await forgetCookie('sso-start')
  try {
    if (!start) throw new Refused('sso_failed')
    return await goOn(ctx, identity, start)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return start?.link ? `/admin/account?refused=${sealRefusal(error, ctx.now)}` : refusedPath(door, error, ctx.now)
  }
}

const arriveAsTrainee = arriving('trainee', async (ctx, identity, { next }) => {
  const arrived = await signInTraineeBySso(ctx, identity)
  if ('activation' in arrived) {
    await keepCookie('activation', arrived.activation, activationSeconds)
    return '/activate'
  }
  await beginSession(arrived.session)
  await keepCookie('trainee-sso', '1', sessionSeconds)
  return next ?? '/'
})

const arriveAsStaff = arriving('staff', async (ctx, identity, { next, link }) => {
  if (link) return arriveToLink(identity)
  const proved = await signInStaffBySso(ctx, identity, next)
  await keepCookie('staff-sso', '1', sessionSeconds)
  if ('token' in proved) {
    await keepCookie('staff-sign-in', proved.token, proofSeconds)
    return `/admin/sign-in/${(await openProof(ctx, proved.token)).step}`
  }
  await beginSession(proved.session, 'staff')
  return proved.next ?? '/admin'
})

async function arriveToLink(identity: Identity): Promise<string> {
  const ctx = await staffCtxOrNull()
  if (!ctx) throw new Refused('staff_proof_expired')
  const token = await readCookie('sso-link')
  await forgetCookie('sso-link')
  await finishLink(ctx, token, identity)
  return '/admin/account?done=link'
}

export const sso = {
  trainee: openSso('trainee', refusedAt.trainee, arriveAsTrainee),
  staff: openSso('staff', refusedAt.staff, arriveAsStaff),
}
