import { redirect } from 'next/navigation'
import { draftCookie } from '@/app/(public)/_components/draft-cookie'
import { currentVersions } from '@/lib/identity/legal'
import { findDraft } from '@/lib/identity/registration-draft'
import { type Answers, firstGap, type RegistrationStep, reached } from '@/lib/identity/registration-steps'
import { pageCtx } from '@/lib/identity/session'
import { type Ctx, isTrainee } from '@/lib/shared/context'

export const stepPaths: Record<RegistrationStep, string> = {
  consent: '/register',
  identity: '/register/identity',
  phone: '/register/phone',
  password: '/register/password',
  employment: '/register/employment',
  photo: '/register/photo',
}

export const registrationCookie = draftCookie('registration')
export const registrationToken = registrationCookie.token

/** What was answered so far, for the page of a step; whoever is signed in goes home, whoever skipped something goes there. */
export async function openStep(step: Exclude<RegistrationStep, 'consent'>): Promise<{ ctx: Ctx; token: string; answers: Answers }> {
  const [ctx, token] = [await pageCtx(), await registrationToken()]
  if (isTrainee(ctx)) redirect('/')
  const draft = await findDraft(ctx, token)
  if (!token || !draft) redirect(token ? '/register?expired=1' : '/register')
  const gap = firstGap(draft.answers, currentVersions())
  if (!reached(step, gap)) redirect(stepPaths[gap])
  if (draft.answers.taken && (step === 'password' || step === 'employment' || step === 'photo')) redirect('/register/taken')
  return { ctx, token, answers: draft.answers }
}
