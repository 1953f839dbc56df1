import type { Metadata } from 'next'
import { ActionForm } from '@/components/form/action-form'
import { CaptchaField } from '@/components/form/captcha-field'
import { Field, PasswordField } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { getOwnEnterprise } from '@/lib/identity/enterprise/queries'
import { maskPhone } from '@/lib/identity/rules'
import { enterpriseCtx } from '@/lib/identity/session'
import { canSendCodes } from '@/lib/identity/sms'
import { refusalText } from '@/lib/shared/refusal-text'
import { startPhoneChangeAction } from '../actions'

export const metadata: Metadata = { title: '更换手机号' }

export default async function PhonePage() {
  const { phone } = await getOwnEnterprise(await enterpriseCtx())
  return (
    <>
      <div className="page-title">
        <h1 className="h-page">更换手机号</h1>
      </div>
      <div className="form-stack narrow-card">
        <p className="soft">
          现在登记的是 <b className="num nowrap">{maskPhone(phone)}</b>，验证码会发到新手机。
        </p>
        {canSendCodes() ? (
          <ActionForm action={startPhoneChangeAction} className="card pad form-stack">
            <Field name="phone" label="新手机号" numeric type="tel" inputMode="tel" autoComplete="tel-national" maxLength={20} />
            <PasswordField name="current" label="登录密码" autoComplete="current-password" />
            <CaptchaField />
            <div className="form-actions">
              <SubmitButton className="btn primary" busy="正在发送">
                获取验证码
              </SubmitButton>
              <Link className="btn quiet" href="/group/profile">
                返回
              </Link>
            </div>
          </ActionForm>
        ) : (
          <Note tone="warn">{refusalText({ code: 'sms_unavailable', facts: {} })}</Note>
        )}
      </div>
    </>
  )
}
