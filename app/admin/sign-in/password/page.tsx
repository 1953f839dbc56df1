import type { Metadata } from 'next'
import { NewPasswordFields } from '@/app/_components/new-password-fields'
import { ActionForm } from '@/components/form/action-form'
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
          <NewPasswordFields label="新密码" without="用户名" />
          <SubmitButton className="btn primary big full">保存并登录</SubmitButton>
        </ActionForm>
      </div>
    </>
  )
}
