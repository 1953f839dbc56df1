import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { staffCtx } from '@/lib/identity/session'
import { getOwnAccount, openTotpChange } from '@/lib/identity/staff-account'
import { readCookie } from '@/lib/shared/cookies'
import { Refused } from '@/lib/shared/refused'
import { TotpOffer } from '../../../_components/totp-offer'
import { finishTotpChangeAction } from '../actions'

export const metadata: Metadata = { title: '更换动态口令' }

export default async function TotpChangePage() {
  const ctx = await staffCtx()
  const secret = offered(ctx, await readCookie('totp-change'))
  if (!secret) redirect('/admin/account')
  const { userName } = await getOwnAccount(ctx)
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">更换动态口令</h1>
      </div>
      <div className="card pad form-stack desk-form">
        <TotpOffer secret={secret} userName={userName} />
        <ActionForm action={finishTotpChangeAction} className="form-stack">
          <Field name="code" label="新的动态口令" numeric inputMode="numeric" autoComplete="one-time-code" maxLength={12} />
          <SubmitButton>确认更换</SubmitButton>
        </ActionForm>
      </div>
    </>
  )
}

function offered(...given: Parameters<typeof openTotpChange>): string | null {
  try {
    return openTotpChange(...given)
  } catch (error) {
    if (error instanceof Refused) return null // expired: begin again with a code
    throw error
  }
}
