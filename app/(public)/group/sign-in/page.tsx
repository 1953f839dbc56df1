import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { WhySignIn } from '@/app/_components/why-sign-in'
import { ActionForm } from '@/components/form/action-form'
import { CaptchaField } from '@/components/form/captcha-field'
import { Field, PasswordField } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { enterpriseCtxOrNull } from '@/lib/identity/session'
import { signInEnterpriseAction } from './actions'

export const metadata: Metadata = { title: '单位登录' }

/** The door of enterprises. */
export default async function GroupSignInPage({ searchParams }: { searchParams: Promise<{ next?: string; recovered?: string }> }) {
  if (await enterpriseCtxOrNull()) redirect('/group')
  const { next, recovered } = await searchParams
  return (
    <main id="main" className="wrap">
      <div className="narrow form-stack">
        <div>
          <h1 className="h-page">单位登录</h1>
          <p className="soft">为职工集体报名的单位从这里登录。学员个人请回到首页登录。</p>
        </div>
        {recovered && <Note tone="good">密码已重置，请用新密码登录。</Note>}
        {next && <WhySignIn cookie="enterprise-session" />}
        <ActionForm action={signInEnterpriseAction} className="card pad form-stack">
          <input type="hidden" name="next" value={next ?? ''} />
          <Field
            name="enterpriseCode"
            label="统一社会信用代码／注册号／组织机构代码"
            hint="集体注册时填写的代码，就是登录用户名。"
            numeric
            autoComplete="username"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={64}
          />
          <PasswordField name="password" label="密码" autoComplete="current-password" />
          <CaptchaField />
          <SubmitButton className="btn primary big full" busy="正在登录">
            登录
          </SubmitButton>
          <div className="acts sign-in-links">
            <Link className="link tap" href="/group/recover">
              找回密码
            </Link>
            <Link className="link tap end" href="/group/register">
              集体注册
            </Link>
          </div>
        </ActionForm>
      </div>
    </main>
  )
}
