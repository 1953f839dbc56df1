import { redirect } from 'next/navigation'
import { ActionForm } from '@/components/form/action-form'
import { Field, PasswordField } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { staffCtxOrNull } from '@/lib/identity/session'
import { env } from '@/lib/shared/env'
import { ownPath } from '@/lib/shared/own-path'
import { signInAction } from './actions'

type Props = { searchParams: Promise<{ next?: string; expired?: string }> }

export default async function StaffSignInPage({ searchParams }: Props) {
  const { next, expired } = await searchParams
  if (await staffCtxOrNull()) redirect('/admin')
  const path = ownPath(next, '/admin')
  return (
    <>
      <h1 className="h-page">工作人员登录</h1>
      <p className="soft">请用管理员给您的用户名登录，下一步填写动态口令。</p>
      <div className="card pad">
        <ActionForm action={signInAction} className="form-stack">
          {expired ? (
            <Note tone="warn">这一步已过期，请重新登录。</Note>
          ) : (
            path && path !== '/admin' && <Note tone="info">请先登录，登录后回到刚才的页面。</Note>
          )}
          <input type="hidden" name="next" value={path ?? ''} />
          <Field name="userName" label="用户名" autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={50} />
          <PasswordField name="password" label="密码" autoComplete="current-password" />
          <SubmitButton className="btn primary big full" busy="正在核对">
            下一步
          </SubmitButton>
        </ActionForm>
      </div>
      <p className="small muted">
        连续 5 次不对会暂停登录 15 分钟。忘记密码或丢失手机，请联系管理员。
        {env().mode === 'demo' && (
          <>
            {' '}
            演示账号和动态口令见
            <Link className="link" href="/demo/authenticator">
              演示口令
            </Link>
            。
          </>
        )}
      </p>
    </>
  )
}
