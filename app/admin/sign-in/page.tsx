import { redirect } from 'next/navigation'
import { SsoLink } from '@/app/_components/sso-link'
import { WhySignIn } from '@/app/_components/why-sign-in'
import { ActionForm } from '@/components/form/action-form'
import { CaptchaWhenDue } from '@/components/form/captcha-field'
import { Field, PasswordField } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { relyingParty } from '@/lib/identity/passkeys/relying-party'
import { staffCtxOrNull } from '@/lib/identity/session'
import { env } from '@/lib/shared/env'
import { ownPath } from '@/lib/shared/own-path'
import { refusalFrom } from '@/lib/shared/refusal-link'
import { refusalText } from '@/lib/shared/refusal-text'
import { PasskeyButton } from '../_components/passkey-button'
import { offerPasskeySignInAction, passkeySignInAction, signInAction } from './actions'

type Props = { searchParams: Promise<{ next?: string; expired?: string; refused?: string; error?: string }> }

export default async function StaffSignInPage({ searchParams }: Props) {
  const { next, expired, refused, error } = await searchParams
  if (await staffCtxOrNull()) redirect('/admin')
  const path = ownPath(next, '/admin')
  const unsigned = refusalFrom(refused, new Date()) ?? (error && refusalText({ code: 'sso_failed', facts: {} }))
  return (
    <>
      <h1 className="h-page">工作人员登录</h1>
      <p className="soft">请用管理员给您的用户名登录，下一步填写动态口令。</p>
      <div className="card pad form-stack">
        <ActionForm action={signInAction} className="form-stack">
          {unsigned && <Note tone="bad">{unsigned}</Note>}
          {expired ? (
            <Note tone="warn">这一步已过期，请重新登录。</Note>
          ) : (
            path && path !== '/admin' && <WhySignIn cookie="staff-session" />
          )}
          <input type="hidden" name="next" value={path ?? ''} />
          <Field name="userName" label="用户名" autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={50} />
          <PasswordField name="password" label="密码" autoComplete="current-password" />
          <CaptchaWhenDue />
          <SubmitButton className="btn primary big full" busy="正在核对">
            下一步
          </SubmitButton>
        </ActionForm>
        <SsoLink door="staff" next={path} />
        {relyingParty() && (
          <PasskeyButton offer={offerPasskeySignInAction} prove={passkeySignInAction} next={path ?? undefined}>
            用通行密钥登录
          </PasskeyButton>
        )}
      </div>
      <p className="small muted">
        连续输错要等一会儿才能再试。忘记密码或丢失手机，请联系管理员。
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
