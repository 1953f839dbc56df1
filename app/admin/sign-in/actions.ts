'use server'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { beginSession } from '@/lib/identity/auth'
import { pageCtx } from '@/lib/identity/session'
import { secureCookies } from '@/lib/identity/session-token'
import { StaffCodeInput, StaffNewPasswordInput, StaffSignInInput } from '@/lib/identity/staff-input'
import { openProof, proofSeconds } from '@/lib/identity/staff-proof'
import { checkStaffPassword, chooseFirstPassword, confirmTotp, proveCode } from '@/lib/identity/staff-sign-in'
import { formAction } from '@/lib/shared/form-action'
import { ownPath } from '@/lib/shared/own-path'
import { hasShownOnce, keepShownOnce } from '../shown-once-cookie'
import { proofCookie } from './pending'

const proof = async () => (await cookies()).get(proofCookie)?.value

async function keepProof(token: string): Promise<void> {
  const options = { httpOnly: true, sameSite: 'lax', secure: secureCookies(), path: '/admin/sign-in', maxAge: proofSeconds } as const
  ;(await cookies()).set(proofCookie, token, options)
}

/** One step further: into the desk, or to a password of one's own. */
async function goOn(proved: Awaited<ReturnType<typeof proveCode>>): Promise<never> {
  const jar = await cookies()
  if ('token' in proved) {
    await keepProof(proved.token)
    redirect('/admin/sign-in/password')
  }
  jar.delete({ name: proofCookie, path: '/admin/sign-in' })
  await beginSession(proved.session, 'staff')
  redirect((await hasShownOnce()) ? '/admin/account/codes' : (ownPath(proved.next, '/admin') ?? '/admin'))
}

export const signInAction = formAction(pageCtx, StaffSignInInput, async (ctx, input) => {
  const token = await checkStaffPassword(ctx, input)
  await keepProof(token)
  redirect(`/admin/sign-in/${(await openProof(ctx, token)).step}`)
})

export const codeAction = formAction(pageCtx, StaffCodeInput, async (ctx, input) => goOn(await proveCode(ctx, await proof(), input)))

export const setUpAction = formAction(pageCtx, StaffCodeInput, async (ctx, input) => {
  const { staffId, codes, ...proved } = await confirmTotp(ctx, await proof(), input)
  await keepShownOnce(ctx, staffId, { kind: 'recovery_codes', codes })
  await goOn(proved)
})

export const firstPasswordAction = formAction(pageCtx, StaffNewPasswordInput, async (ctx, input) =>
  goOn(await chooseFirstPassword(ctx, await proof(), input)),
)
