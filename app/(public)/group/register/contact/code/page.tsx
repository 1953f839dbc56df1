import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { CodeSender } from '@/app/(public)/_components/code-sender'
import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { secondsUntilNextCode } from '@/lib/identity/registration-phone'
import { maskPhone } from '@/lib/identity/rules'
import { GroupRegisterFrame } from '../../_components/frame'
import { openStep, stepPaths } from '../../_components/step'
import { proveContactAction, sendCodeAgainAction } from '../../actions'

export const metadata: Metadata = { title: '填写短信验证码' }

export default async function ContactCodePage() {
  const { ctx, answers } = await openStep('contact')
  if (!answers.phone) redirect(stepPaths.contact)
  if (answers.phoneProved) redirect(stepPaths.licence)
  const wait = await secondsUntilNextCode(ctx, answers.phone)
  return (
    <GroupRegisterFrame step="contact" title="填写短信验证码" back={stepPaths.contact}>
      <div className="card pad form-stack">
        <p>
          验证码已发到 <b className="num nowrap">{maskPhone(answers.phone)}</b>，5 分钟内有效。
        </p>
        <ActionForm action={proveContactAction} className="form-stack">
          <Field name="code" label="短信验证码" numeric inputMode="numeric" autoComplete="one-time-code" maxLength={12} />
          <SubmitButton className="btn primary big full" busy="正在核对">
            下一步
          </SubmitButton>
        </ActionForm>
        <CodeSender action={sendCodeAgainAction} wait={wait} />
        <p className="small muted">
          没有收到？请看短信是否被拦截，或
          <Link className="link" href={stepPaths.contact}>
            换一个手机号
          </Link>
          。
        </p>
      </div>
    </GroupRegisterFrame>
  )
}
