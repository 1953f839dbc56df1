import type { Metadata } from 'next'
import { ActionForm } from '@/components/form/action-form'
import { CaptchaField } from '@/components/form/captcha-field'
import { Field } from '@/components/form/field'
import { KeepTyped } from '@/components/form/keep-typed'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { typedFields } from '@/lib/identity/registration-steps'
import { maskPhone } from '@/lib/identity/rules'
import { RegisterFrame } from '../_components/frame'
import { openStep, stepPaths } from '../_components/step'
import { savePhoneAction } from '../actions'

export const metadata: Metadata = { title: '验证手机号' }

export default async function PhonePage({ searchParams }: { searchParams: Promise<{ change?: string }> }) {
  const { answers } = await openStep('phone')
  const proved = answers.phoneProved && answers.phone && !(await searchParams).change
  return (
    <RegisterFrame step="phone" title="手机验证" lead="验证码会发到这个手机，以后也用它找回密码。" back={stepPaths.identity}>
      {proved ? (
        <div className="card pad form-stack">
          <Note tone="good">
            手机 <b className="num nowrap">{maskPhone(answers.phone!)}</b> 已验证。
          </Note>
          <Link className="btn primary big full" href={stepPaths.password}>
            下一步
          </Link>
          <Link className="link tap" href="/register/phone?change=1">
            换一个手机号
          </Link>
        </div>
      ) : (
        <ActionForm action={savePhoneAction} className="card pad form-stack">
          <KeepTyped url="/register/typed/phone" fields={typedFields.phone} />
          <Field
            name="phone"
            label="手机号"
            numeric
            type="tel"
            inputMode="tel"
            autoComplete="tel-national"
            maxLength={20}
            defaultValue={answers.typed?.phone?.phone ?? answers.phone}
          />
          <CaptchaField />
          <SubmitButton className="btn primary big full" busy="正在发送">
            获取验证码
          </SubmitButton>
        </ActionForm>
      )}
    </RegisterFrame>
  )
}
