'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { ReissueInput, RevokeInput } from '@/lib/certificates/input'
import { reissueCertificate } from '@/lib/certificates/reissue-certificate'
import { revokeCertificate } from '@/lib/certificates/revoke-certificate'
import { staffCtx } from '@/lib/identity/session'
import { formAction } from '@/lib/shared/form-action'

const reviewer = () => staffCtx('certificates.revoke')

export const revokeAction = formAction(reviewer, RevokeInput, async (ctx, input) => {
  await revokeCertificate(ctx, input)
  revalidatePath(`/admin/certificates/${input.certificateId}`)
})

export const reissueAction = formAction(reviewer, ReissueInput, async (ctx, input) => {
  redirect(`/admin/certificates/${await reissueCertificate(ctx, input)}`)
})
