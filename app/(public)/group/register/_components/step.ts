import { redirect } from 'next/navigation'
import { draftCookie } from '@/app/(public)/_components/draft-cookie'
import { enterpriseDrafts } from '@/lib/identity/enterprise/registration-drafts'
import { type EnterpriseAnswers, type EnterpriseStep, enterpriseStepReached, firstEnterpriseGap } from '@/lib/identity/enterprise/steps'
import { currentVersions } from '@/lib/identity/legal'
import { enterpriseCtxOrNull, pageCtx } from '@/lib/identity/session'
import type { Ctx } from '@/lib/shared/context'

export const stepPaths: Record<EnterpriseStep, string> = {
  consent: '/group/register',
  unit: '/group/register/unit',
  contact: '/group/register/contact',
  licence: '/group/register/licence',
  invoice: '/group/register/invoice',
  password: '/group/register/password',
}

export const groupRegistrationCookie = draftCookie('group-registration')
export const groupRegistrationToken = groupRegistrationCookie.token

/** What was answered so far, for the page of a step; an enterprise that is signed in goes home, whoever skipped something goes there. */
export async function openStep(step: Exclude<EnterpriseStep, 'consent'>): Promise<{ ctx: Ctx; answers: EnterpriseAnswers }> {
  if (await enterpriseCtxOrNull()) redirect('/group')
  const [ctx, token] = [await pageCtx(), await groupRegistrationToken()]
  const draft = await enterpriseDrafts.findDraft(ctx, token)
  if (!draft) redirect(token ? '/group/register?expired=1' : '/group/register')
  const gap = firstEnterpriseGap(draft.answers, currentVersions())
  if (!enterpriseStepReached(step, gap)) redirect(stepPaths[gap])
  if (draft.answers.taken && (step === 'licence' || step === 'invoice' || step === 'password')) redirect('/group/register/taken')
  return { ctx, answers: draft.answers }
}
