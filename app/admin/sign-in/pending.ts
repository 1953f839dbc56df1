import { redirect } from 'next/navigation'
import { pageCtx } from '@/lib/identity/session'
import { openProof, type SignInStep } from '@/lib/identity/staff-proof'
import { readCookie } from '@/lib/shared/cookies'
import { Refused } from '@/lib/shared/refused'

/** Whoever is on the way in, at the step that this page is for; others are led to theirs. */
export async function pendingSignIn(step: SignInStep) {
  const pending = await openProof(await pageCtx(), await readCookie('staff-sign-in')).catch((error) => {
    if (error instanceof Refused) redirect('/admin/sign-in?expired=1')
    throw error
  })
  if (pending.step !== step) redirect(`/admin/sign-in/${pending.step}`)
  return pending
}
