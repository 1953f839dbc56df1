import type { Metadata } from 'next'
import { NewPasswordFields } from '@/app/_components/new-password-fields'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { wordsAbout } from '@/lib/identity/password/about'
import { decisionPromise } from '@/lib/identity/promises'
import { GroupRegisterFrame } from '../_components/frame'
import { openStep, stepPaths } from '../_components/step'
import { completeAction } from '../actions'

export const metadata: Metadata = { title: '设置密码' }

/** The last step: 完成注册. */
export default async function PasswordPage() {
  const { code, contactName, name } = (await openStep('password')).answers
  return (
    <GroupRegisterFrame step="password" title="设置密码" back={stepPaths.invoice}>
      <ActionForm action={completeAction} className="card pad form-stack">
        <p>
          登录用户名是 <b className="num code">{code}</b>
        </p>
        <NewPasswordFields without="单位代码" about={wordsAbout({ code, contactName, employer: name })} />
        <SubmitButton className="btn primary big full">完成注册</SubmitButton>
        <p className="small muted">提交后由管理员审核，一般 1–3 个工作日，{decisionPromise()}。</p>
      </ActionForm>
    </GroupRegisterFrame>
  )
}
