import { CodeSender } from '@/app/(public)/_components/code-sender'
import { SmsCodeField } from '@/app/(public)/_components/sms-code'
import { ActionForm } from '@/components/form/action-form'
import { CaptchaField } from '@/components/form/captcha-field'
import { Field, PasswordField } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { oldPhonePromise } from '@/lib/identity/promises'
import { canSendCodes } from '@/lib/identity/sms'
import { env } from '@/lib/shared/env'
import type { FormState } from '@/lib/shared/form-state'
import { refusalText } from '@/lib/shared/refusal-text'

type Action = (state: FormState, form: FormData) => Promise<FormState>

/** 更换手机号, the same for a trainee and an enterprise. `phone`: the one in force, masked. */
export function NewPhonePage({ phone, action, back }: { phone: string | null; action: Action; back: string }) {
  return (
    <>
      <div className="page-title">
        <h1 className="h-page">更换手机号</h1>
      </div>
      <div className="form-stack narrow-card">
        <p className="soft">
          {phone ? (
            <>
              现在登记的是 <b className="num nowrap">{phone}</b>，验证码会发到新手机。
            </>
          ) : (
            '现在没有登记手机号，验证码会发到新手机。'
          )}
          验证后要等 {env().phoneChangeHours} 小时，或由工作人员复核，新手机号才会生效{phone ? `；${oldPhonePromise()}` : ''}。
        </p>
        {canSendCodes() ? (
          <ActionForm action={action} className="card pad form-stack">
            <Field name="phone" label="新手机号" numeric type="tel" inputMode="tel" autoComplete="tel-national" maxLength={20} />
            <PasswordField name="current" label="登录密码" autoComplete="current-password" />
            <CaptchaField />
            <div className="form-actions">
              <SubmitButton className="btn primary" busy="正在发送">
                获取验证码
              </SubmitButton>
              <Link className="btn quiet" href={back}>
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

/** The code that went to the new phone. */
export function NewPhoneCodePage({ phone, action, send, again }: { phone: string; action: Action; send: Action; again: string }) {
  return (
    <>
      <div className="page-title">
        <h1 className="h-page">填写短信验证码</h1>
      </div>
      <div className="card pad form-stack narrow-card">
        <p>
          验证码已发到 <b className="num nowrap">{phone}</b>，5 分钟内有效。
        </p>
        <ActionForm action={action} className="form-stack">
          <SmsCodeField />
          <SubmitButton className="btn primary" busy="正在核对">
            验证新手机
          </SubmitButton>
        </ActionForm>
        <CodeSender action={send} wait={60} />
        <Link className="link tap" href={again}>
          换一个手机号
        </Link>
      </div>
    </>
  )
}
