import type { Metadata } from 'next'
import { ActionForm } from '@/components/form/action-form'
import { CaptchaField } from '@/components/form/captcha-field'
import { Field } from '@/components/form/field'
import { KeepTyped } from '@/components/form/keep-typed'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { enterpriseTypedFields } from '@/lib/identity/enterprise/steps'
import { maskPhone } from '@/lib/identity/rules'
import { GroupRegisterFrame } from '../_components/frame'
import { openStep, stepPaths } from '../_components/step'
import { saveContactAction } from '../actions'

export const metadata: Metadata = { title: '填写联系人' }

export default async function ContactPage({ searchParams }: { searchParams: Promise<{ change?: string }> }) {
  const { answers } = await openStep('contact')
  const proved = answers.phoneProved && answers.phone && !(await searchParams).change
  const typed = answers.typed?.contact
  return (
    <GroupRegisterFrame
      step="contact"
      title="联系人"
      lead="经办集体报名的人。审核结果会发到这个手机，以后也用它找回密码。"
      back={stepPaths.unit}
    >
      {proved ? (
        <div className="card pad form-stack">
          <Note tone="good">
            联系人 {answers.contactName}，手机 <b className="num nowrap">{maskPhone(answers.phone!)}</b> 已验证。
          </Note>
          <Link className="btn primary big full" href={stepPaths.licence}>
            下一步
          </Link>
          <Link className="link tap" href="/group/register/contact?change=1">
            换一个联系人或手机号
          </Link>
        </div>
      ) : (
        <ActionForm action={saveContactAction} className="card pad form-stack">
          <KeepTyped url="/group/register/typed/contact" fields={enterpriseTypedFields.contact} />
          <Field
            name="contactName"
            label="联系人姓名"
            autoComplete="name"
            maxLength={50}
            defaultValue={typed?.contactName ?? answers.contactName}
          />
          <Field
            name="phone"
            label="手机号"
            numeric
            type="tel"
            inputMode="tel"
            autoComplete="tel-national"
            maxLength={20}
            defaultValue={typed?.phone ?? answers.phone}
          />
          <CaptchaField />
          <SubmitButton className="btn primary big full" busy="正在发送">
            获取验证码
          </SubmitButton>
        </ActionForm>
      )}
    </GroupRegisterFrame>
  )
}
