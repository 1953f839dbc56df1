import type { Metadata } from 'next'
import { ActionForm } from '@/components/form/action-form'
import { PasswordField } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { firstPasswordAction } from '../actions'
import { pendingSignIn } from '../pending'

export const metadata: Metadata = { title: '设置新密码' }

/** The password somebody was given is good for getting here, and no further. */
export default async function FirstPasswordPage() {
  await pendingSignIn('password')
  return (
    <>
      <h1 className="h-page">设置新密码</h1>
      <p className="soft">现在的密码是管理员给的，请换成只有您知道的密码。</p>
      <div className="card pad">
        <ActionForm action={firstPasswordAction} className="form-stack">
          <PasswordField name="password" label="新密码" hint="8–64 位，至少包含字母、数字、符号中的两种。" autoComplete="new-password" />
          <PasswordField name="repeated" label="再填一次新密码" autoComplete="new-password" />
          <SubmitButton className="btn primary big full">保存并登录</SubmitButton>
        </ActionForm>
      </div>
    </>
  )
}
