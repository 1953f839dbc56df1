import type { Metadata } from 'next'
import { ActionForm } from '@/components/form/action-form'
import { CaptchaField } from '@/components/form/captcha-field'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Note } from '@/components/ui/note'
import { canSendCodes } from '@/lib/identity/sms'
import { refusalText } from '@/lib/shared/refusal-text'
import { HotlineHint } from '../../_components/hotline-hint'
import { startRecoveryAction } from './actions'

export const metadata: Metadata = { title: '找回单位密码' }

export default function GroupRecoverPage() {
  return (
    <main id="main" className="wrap">
      <div className="narrow form-stack">
        <div>
          <h1 className="h-page">找回单位密码</h1>
          <p className="soft">请填写集体注册时的单位代码和联系人手机号，用短信验证码重置密码。</p>
        </div>
        {canSendCodes() ? (
          <ActionForm action={startRecoveryAction} className="card pad form-stack">
            <Field
              name="enterpriseCode"
              label="统一社会信用代码／注册号／组织机构代码"
              numeric
              autoComplete="username"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={40}
            />
            <Field name="phone" label="联系人手机号" numeric type="tel" inputMode="tel" autoComplete="tel-national" maxLength={20} />
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
