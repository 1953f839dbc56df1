import type { Metadata } from 'next'
import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { hasPasskeys } from '@/lib/identity/passkeys/sign-in'
import { pageCtx } from '@/lib/identity/session'
import { env } from '@/lib/shared/env'
import { PasskeyButton } from '../../_components/passkey-button'
import { codeAction, offerSecondFactorAction, secondFactorAction } from '../actions'
import { pendingSignIn } from '../pending'

export const metadata: Metadata = { title: '动态口令' }

export default async function CodePage() {
  const { member } = await pendingSignIn('code')
  const passkey = await hasPasskeys(await pageCtx(), member.id)
  return (
    <>
      <h1 className="h-page">动态口令</h1>
      <p className="soft">
        {member.name}，请打开手机上的验证器，填写“{member.userName}”的 6 位口令。
      </p>
      <div className="card pad form-stack">
        {passkey && (
          <PasskeyButton offer={offerSecondFactorAction} prove={secondFactorAction}>
            用通行密钥验证
          </PasskeyButton>
        )}
        <ActionForm action={codeAction} className="form-stack">
          <Field
            name="code"
            label="动态口令"
            hint="手机不在身边时，填写一个恢复码。每个恢复码只能用一次。"
            numeric
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={20}
          />
          <SubmitButton className="btn primary big full" busy="正在登录">
            登录
          </SubmitButton>
        </ActionForm>
      </div>
      <p className="door-links">
        <Link className="link tap" href="/admin/sign-in">
          换一个账号
        </Link>
        {env().mode === 'demo' && (
          <a className="link tap" href="/demo/authenticator" target="_blank" rel="noreferrer">
            演示口令（新窗口）
          </a>
        )}
      </p>
    </>
  )
}
