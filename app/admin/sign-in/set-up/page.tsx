import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { TotpOffer } from '../../_components/totp-offer'
import { setUpAction } from '../actions'
import { pendingSignIn } from '../pending'

export const metadata: Metadata = { title: '设置动态口令' }

/** The first sign-in: an authenticator is set up before anything else opens. */
export default async function SetUpPage() {
  const { member, secret } = await pendingSignIn('set-up')
  if (!secret) redirect('/admin/sign-in?expired=1')
  return (
    <>
      <h1 className="h-page">设置动态口令</h1>
      <p className="soft">{member.name}，首次登录请先设置动态口令，以后每次登录都要填写。</p>
      <div className="card pad form-stack">
        <TotpOffer secret={secret} userName={member.userName} />
        <ActionForm action={setUpAction} className="form-stack">
          <Field name="code" label="动态口令" numeric inputMode="numeric" autoComplete="one-time-code" maxLength={12} />
          <SubmitButton className="btn primary big full" busy="正在核对">
            确认
          </SubmitButton>
        </ActionForm>
      </div>
    </>
  )
}
