import { redirect } from 'next/navigation'
import { found, idFrom } from '@/app/_components/found'
import { getApplication } from '@/lib/enrollment/application-queries'
import { type ApplicationStep, isWithinReach } from '@/lib/enrollment/application-rules'
import { traineeCtx } from '@/lib/identity/session'

export type StepProps = { params: Promise<{ programId: string }> }

/** The application at one of its steps; what is not within reach yet leads to the first gap, what is ordered to where it goes on. */
export async function openStep(params: StepProps['params'], step: ApplicationStep | 'next') {
  const ctx = await traineeCtx()
  const view = await found(getApplication(ctx, idFrom((await params).programId)))
  if (view.enrollmentId) redirect(view.enrollmentStatus === 'reserved' ? '/projects' : `/projects/${view.enrollmentId}`)
  if (step === 'next' || !isWithinReach(step, view.gap)) redirect(`/enroll/${view.program.id}/${view.gap}`)
  return { ctx, view }
}
