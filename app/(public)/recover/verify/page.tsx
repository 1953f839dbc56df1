import type { Metadata } from 'next'
import { NewPasswordFields } from '@/app/_components/new-password-fields'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { openRecovery } from '@/lib/identity/recover-password'
import { pageCtx } from '@/lib/identity/session'
import { readCookie } from '@/lib/shared/cookies'
import { refusalText } from '@/lib/shared/refusal-text'
import { Refused } from '@/lib/shared/refused'
import { CodeSender } from '../../_components/code-sender'
import { HotlineHint } from '../../_components/hotline-hint'
import { SmsCodeField } from '../../_components/sms-code'
import { resetPasswordAction, sendCodeAction } from '../actions'

export const metadata: Metadata = { title: '找回密码' }

export default async function VerifyPage() {
  const refusal = await refusalToGoOn()
  if (refusal) {
    return (
      <main id="main" className="wrap">
        <div className="narrow form-stack">
          <h1 className="h-page">找回密码</h1>
          <Note tone="bad">{refusalText(refusal)}</Note>
          <Link className="btn primary" href="/recover">
            重新开始
          </Link>
        </div>
      </main>
    )
  }
  return (
    <main id="main" className="wrap">
      <div className="narrow form-stack">
        <h1 className="h-page">重置密码</h1>
        <p className="soft">如果姓名和身份证号与登记的一致，验证码会发到登记的手机。</p>
        <div className="card pad form-stack">
          <CodeSender action={sendCodeAction} sentText="如果信息无误，验证码已发到登记的手机，5 分钟内有效。" />
          <ActionForm action={resetPasswordAction} className="form-stack">
            <SmsCodeField />
            <NewPasswordFields label="新密码" />
            <SubmitButton className="btn primary big full">重置密码</SubmitButton>
          </ActionForm>
        </div>
        <HotlineHint />
      </div>
    </main>
  )
}

/** The same for every name and number: nothing on the page comes from an account. */
async function refusalToGoOn(): Promise<Refused | null> {
  try {
    openRecovery(await pageCtx(), await readCookie('recovery'))
    return null
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}
