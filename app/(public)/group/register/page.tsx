import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { LegalLink } from '@/app/_components/legal-link'
import { ActionForm } from '@/components/form/action-form'
import { CheckField } from '@/components/form/check-field'
import { SubmitButton } from '@/components/form/submit-button'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { enterpriseDrafts } from '@/lib/identity/enterprise/registration-drafts'
import { currentVersions } from '@/lib/identity/legal'
import { registrationRefusal } from '@/lib/identity/promises'
import { enterpriseCtxOrNull, pageCtx } from '@/lib/identity/session'
import { env } from '@/lib/shared/env'
import { refusalText } from '@/lib/shared/refusal-text'
import { groupRegistrationToken } from './_components/step'
import { agreeAction } from './actions'

export const metadata: Metadata = { title: '集体注册' }

const things: [icon: IconName, title: string, hint: string][] = [
  ['building-2', '单位名称和代码', '统一社会信用代码、注册号或组织机构代码，以后用它登录'],
  ['smartphone', '经办人的手机', '接收短信验证码，以后用来找回密码'],
  ['image-up', '营业执照', '照片或扫描件，JPG、PNG、WebP 或 PDF，不超过 10 MB'],
  ['receipt-text', '开票信息', '发票抬头和税号，缴费后开具一张发票'],
]

/** What is asked before anything else is: whoever agrees here begins, or goes on where they were. */
export default async function GroupRegisterPage({ searchParams }: { searchParams: Promise<{ expired?: string }> }) {
  if (await enterpriseCtxOrNull()) redirect('/group')
  const ctx = await pageCtx()
  const [{ expired }, draft] = await Promise.all([searchParams, enterpriseDrafts.findDraft(ctx, await groupRegistrationToken())])
  const { terms, privacy } = currentVersions()
  const closed = registrationRefusal(env())
  return (
    <main id="main" className="wrap">
      <div className="register form-stack">
        <div>
          <h1 className="h-page">集体注册</h1>
          <p className="soft">由单位为职工统一报名、缴费。填写约 5 分钟，审核通过后即可报名。请准备：</p>
        </div>
        {expired && !draft && <Note tone="warn">{refusalText({ code: 'registration_expired', facts: {} })}</Note>}
        {!closed ? (
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
              <input type="hidden" name="terms" value={terms} />
              <input type="hidden" name="privacy" value={privacy} />
              <CheckField name="agreed">
                我代表单位阅读并同意
                <LegalLink document="terms" />和<LegalLink document="privacy" />
              </CheckField>
              <SubmitButton className="btn primary big full">{draft ? '同意并继续填写' : '下一步'}</SubmitButton>
            </ActionForm>
          </>
        ) : (
          <Note tone="warn">{refusalText({ code: closed, facts: {} })}</Note>
        )}
        <p className="small muted">
          单位已有账号？
          <Link className="link" href="/group/sign-in">
            去登录
          </Link>
          。为自己报名的学员，请用
          <Link className="link" href="/register">
            学员注册
          </Link>
          。
        </p>
      </div>
    </main>
  )
}
