import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { LegalLink } from '@/app/_components/legal-link'
import { ActionForm } from '@/components/form/action-form'
import { CheckField } from '@/components/form/check-field'
import { SubmitButton } from '@/components/form/submit-button'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { currentVersions } from '@/lib/identity/legal'
import { registrationRefusal } from '@/lib/identity/promises'
import { findDraft } from '@/lib/identity/registration-draft'
import { pageCtx } from '@/lib/identity/session'
import { isTrainee } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { refusalText } from '@/lib/shared/refusal-text'
import { registrationToken, stepPaths } from './_components/step'
import { agreeAction } from './actions'

export const metadata: Metadata = { title: '学员注册' }

/** What is asked before anything personal is: whoever agrees here begins, or goes on where they were. */
export default async function RegisterPage({ searchParams }: { searchParams: Promise<{ expired?: string }> }) {
  const ctx = await pageCtx()
  if (isTrainee(ctx)) redirect('/')
  const [{ expired }, draft] = await Promise.all([searchParams, findDraft(ctx, await registrationToken())])
  const closed = registrationRefusal(env())
  return (
    <main id="main" className="wrap">
      <div className="register form-stack">
        <div>
          <h1 className="h-page">学员注册</h1>
          <p className="soft">首次使用请先建立账号，约 3 分钟。一个证件号码只能注册一次。</p>
        </div>
        {expired && !draft && <Note tone="warn">{refusalText({ code: 'registration_expired', facts: {} })}</Note>}
        {closed ? <Note tone="warn">{refusalText({ code: closed, facts: {} })}</Note> : <Agreement begun={Boolean(draft)} />}
        <p className="small muted">
          已有账号？
          <Link className="link" href="/#sign-in">
            去登录
          </Link>
          。在原平台学习过的，不必重新注册，用身份证号登录后按提示激活。
        </p>
      </div>
    </main>
  )
}

const things: [icon: 'user' | 'smartphone' | 'landmark', title: string, hint: string][] = [
  ['user', '身份证件', '按证件填写姓名和号码，学时记入本人档案'],
  ['smartphone', '本人手机', '接收短信验证码，以后用来找回密码'],
  ['landmark', '单位全称', '公章上的名称和所在行政区划，另可上传照片'],
]

function Agreement({ begun }: { begun: boolean }) {
  return (
    <>
      <ul className="card prepare" aria-label="请准备">
        {things.map(([icon, title, hint]) => (
          <li key={title}>
            <Icon name={icon} />
            <div>
              <p className="bold">{title}</p>
              <p className="small muted">{hint}</p>
            </div>
          </li>
        ))}
      </ul>
      <ActionForm action={agreeAction} className="card pad form-stack">
        {Object.entries(currentVersions()).map(([document, version]) => (
          <input key={document} type="hidden" name={document} value={version} />
        ))}
        <div>
          <CheckField name="agreed">
            我已阅读并同意
            <LegalLink document="terms" />和<LegalLink document="privacy" />
          </CheckField>
          <CheckField name="sensitive">
            我同意按
            <LegalLink document="sensitive_data" />
            处理我的证件号码和照片。这些是敏感个人信息，用于实名登记学时和印制证书
          </CheckField>
        </div>
        <SubmitButton className="btn primary big full">{begun ? '同意并继续填写' : '同意并开始注册'}</SubmitButton>
        {begun && (
          <Link className="link tap" href={stepPaths.photo}>
            回到上次填写的位置
          </Link>
        )}
      </ActionForm>
    </>
  )
}
