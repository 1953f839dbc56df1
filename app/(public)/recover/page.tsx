import type { Metadata } from 'next'
import { ActionForm } from '@/components/form/action-form'
import { CaptchaField } from '@/components/form/captcha-field'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Note } from '@/components/ui/note'
import { canSendCodes } from '@/lib/identity/sms'
import { refusalText } from '@/lib/shared/refusal-text'
import { HotlineHint } from '../_components/hotline-hint'
import { startRecoveryAction } from './actions'

export const metadata: Metadata = { title: '找回密码' }

export default function RecoverPage() {
  return (
    <main id="main" className="wrap">
      <div className="narrow form-stack">
        <h1 className="h-page">找回密码</h1>
        <p className="soft">请填写姓名和身份证号。与登记的一致时，验证码会发到登记的手机。</p>
        {canSendCodes() ? (
          <ActionForm action={startRecoveryAction} className="card pad form-stack">
            <Field name="name" label="姓名" autoComplete="name" />
            <Field
              name="idNumber"
              label="身份证号"
              numeric
              autoComplete="username"
              autoCapitalize="characters"
              spellCheck={false}
              placeholder="18 位，末位 X 不分大小写"
            />
            <CaptchaField />
            <SubmitButton className="btn primary big full" busy="正在核对">
              下一步
            </SubmitButton>
          </ActionForm>
        ) : (
          <Note tone="warn">{refusalText({ code: 'sms_unavailable', facts: {} })}</Note>
        )}
        <HotlineHint />
      </div>
    </main>
  )
}
