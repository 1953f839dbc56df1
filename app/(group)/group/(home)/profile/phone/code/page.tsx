import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { CodeSender } from '@/app/(public)/_components/code-sender'
import { SmsCodeField } from '@/app/(public)/_components/sms-code'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { newPhoneOf } from '@/lib/identity/enterprise/contact'
import { enterpriseCtx } from '@/lib/identity/session'
import { changePhoneAction, sendNewPhoneCodeAction } from '../../actions'

export const metadata: Metadata = { title: '填写短信验证码' }

export default async function PhoneCodePage() {
  const phone = newPhoneOf(await enterpriseCtx(), (await cookies()).get('group-phone')?.value)
  if (!phone) redirect('/group/profile/phone')
  return (
    <>
      <div className="page-title">
        <h1 className="h-page">填写短信验证码</h1>
      </div>
      <div className="card pad form-stack narrow-card">
        <p>
          验证码已发到 <b className="num nowrap">{phone}</b>，5 分钟内有效。
        </p>
        <ActionForm action={changePhoneAction} className="form-stack">
          <SmsCodeField />
          <SubmitButton className="btn primary" busy="正在核对">
            更换手机号
          </SubmitButton>
        </ActionForm>
        <CodeSender action={sendNewPhoneCodeAction} wait={60} />
        <Link className="link tap" href="/group/profile/phone">
          换一个手机号
        </Link>
      </div>
    </>
  )
}
