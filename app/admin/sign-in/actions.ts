'use server'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { beginSession } from '@/lib/identity/auth'
import { challengeSeconds } from '@/lib/identity/passkeys/challenge'
import { ProvePasskeyInput } from '@/lib/identity/passkeys/input'
import { offerAlone, offerSecondFactor, proveSecondFactor, signInByPasskey } from '@/lib/identity/passkeys/sign-in'
import { pageCtx } from '@/lib/identity/session'
import { StaffCodeInput, StaffNewPasswordInput, StaffSignInInput } from '@/lib/identity/staff-input'
import { openProof, proofSeconds } from '@/lib/identity/staff-proof'
import { checkStaffPassword, chooseFirstPassword, confirmTotp, proveCode } from '@/lib/identity/staff-sign-in'
import { forgetCookie, keepCookie, readCookie } from '@/lib/shared/cookies'
import { formAction } from '@/lib/shared/form-action'
import { ownPath } from '@/lib/shared/own-path'
import { hasShownOnce, keepShownOnce } from '../shown-once-cookie'

const proof = () => readCookie('staff-sign-in')

const keepProof = (token: string) => keepCookie('staff-sign-in', token, proofSeconds)

/** One step further: into the desk, or to a password of one's own. */
async function goOn(proved: Awaited<ReturnType<typeof proveCode>>): Promise<never> {
  if ('token' in proved) {
    await keepProof(proved.token)
    redirect('/admin/sign-in/password')
  }
  await forgetCookie('staff-sign-in')
  await beginSession(proved.session, 'staff')
  redirect((await hasShownOnce()) ? '/admin/account/codes' : (ownPath(proved.next, '/admin') ?? '/admin'))
}

export const signInAction = formAction(pageCtx, StaffSignInInput, async (ctx, input) => {
  const brought = { captchaToken: await readCookie('captcha'), device: await readCookie('device') }
  const token = await checkStaffPassword(ctx, { ...input, ...brought })
  await keepProof(token)
  redirect(`/admin/sign-in/${(await openProof(ctx, token)).step}`)
})

export const codeAction = formAction(pageCtx, StaffCodeInput, async (ctx, input) => goOn(await proveCode(ctx, await proof(), input)))

/** A passkey instead of the six digits. */
export const offerSecondFactorAction = formAction(pageCtx, z.object({}), async (ctx) =>
  keepOffer(await offerSecondFactor(ctx, await proof())),
)

export const secondFactorAction = formAction(pageCtx, ProvePasskeyInput, async (ctx, input) =>
  goOn(await proveSecondFactor(ctx, await proof(), await takeOffer(), input)),
)

/** A passkey instead of everything else. */
export const offerPasskeySignInAction = formAction(pageCtx, z.object({}), async (ctx) => keepOffer(await offerAlone(ctx)))

export const passkeySignInAction = formAction(pageCtx, ProvePasskeyInput, async (ctx, input) =>
  goOn(await signInByPasskey(ctx, await takeOffer(), input)),
)

async function keepOffer({ options, sealed }: Awaited<ReturnType<typeof offerAlone>>) {
  await keepCookie('passkey', sealed, challengeSeconds)
  return { options: JSON.stringify(options) }
}

async function takeOffer(): Promise<string | undefined> {
  const sealed = await readCookie('passkey')
  await forgetCookie('passkey')
  return sealed
}

export const setUpAction = formAction(pageCtx, StaffCodeInput, async (ctx, input) => {
  const { staffId, codes, ...proved } = await confirmTotp(ctx, await proof(), input)
  await keepShownOnce(ctx, staffId, { kind: 'recovery_codes', codes })
  await goOn(proved)
})

export const firstPasswordAction = formAction(pageCtx, StaffNewPasswordInput, async (ctx, input) =>
  goOn(await chooseFirstPassword(ctx, await proof(), input)),
)
