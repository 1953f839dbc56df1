import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { PasswordTwice } from '@/app/_components/password-twice'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { getRecoveryPhone } from '@/lib/identity/recover-password'
import { pageCtx } from '@/lib/identity/session'
import { refusalText } from '@/lib/shared/refusal-text'
import { Refused } from '@/lib/shared/refused'
import { CodeSender } from '../../_components/code-sender'
import { HotlineHint } from '../../_components/hotline-hint'
import { SmsCodeField } from '../../_components/sms-code'
import { resetPasswordAction, sendCodeAction } from '../actions'

export const metadata: Metadata = { title: '找回密码' }

export default async function VerifyPage() {
  const phone = await maskedPhone()
  if (phone instanceof Refused) {
    return (
      <main id="main" className="wrap">
        <div className="narrow form-stack">
          <h1 className="h-page">找回密码</h1>
          <Note tone="bad">{refusalText(phone)}</Note>
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
        <p className="soft">
          请核对手机号 <b className="num nowrap">{phone}</b>，验证码会发到这个手机。
        </p>
        <div className="card pad form-stack">
          <CodeSender action={sendCodeAction} />
          <ActionForm action={resetPasswordAction} className="form-stack">
            <SmsCodeField />
            <PasswordTwice />
            <SubmitButton className="btn primary big full">重置密码</SubmitButton>
          </ActionForm>
        </div>
        <HotlineHint />
      </div>
    </main>
  )
}

async function maskedPhone(): Promise<string | Refused> {
  try {
    return await getRecoveryPhone(await pageCtx(), (await cookies()).get('recovery')?.value)
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}
