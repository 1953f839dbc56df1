import type { Metadata } from 'next'
import { NewPasswordFields } from '@/app/_components/new-password-fields'
import { CodeSender } from '@/app/(public)/_components/code-sender'
import { HotlineHint } from '@/app/(public)/_components/hotline-hint'
import { SmsCodeField } from '@/app/(public)/_components/sms-code'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { enterpriseRecoveryPhone } from '@/lib/identity/enterprise/recover'
import { pageCtx } from '@/lib/identity/session'
import { readCookie } from '@/lib/shared/cookies'
import { refusalText } from '@/lib/shared/refusal-text'
import { resetPasswordAction, sendCodeAction } from '../actions'

export const metadata: Metadata = { title: '重置单位密码' }

export default async function VerifyPage() {
  const phone = enterpriseRecoveryPhone(await pageCtx(), await readCookie('group-recovery'))
  return (
    <main id="main" className="wrap">
      <div className="narrow form-stack">
        <h1 className="h-page">重置单位密码</h1>
        {phone ? (
          <>
            <p className="soft">
              如果单位代码和手机号 <b className="num nowrap">{phone}</b> 与登记的一致，验证码会发到这个手机。
            </p>
            <div className="card pad form-stack">
              <CodeSender action={sendCodeAction} sentText="如果与登记的一致，验证码已发出，5 分钟内有效。" />
              <ActionForm action={resetPasswordAction} className="form-stack">
                <SmsCodeField />
                <NewPasswordFields without="单位代码" />
                <SubmitButton className="btn primary big full">重置密码</SubmitButton>
              </ActionForm>
            </div>
          </>
        ) : (
          <>
            <Note tone="bad">{refusalText({ code: 'recovery_expired', facts: {} })}</Note>
            <Link className="btn primary" href="/group/recover">
              重新开始
            </Link>
          </>
        )}
        <HotlineHint />
      </div>
    </main>
  )
}
