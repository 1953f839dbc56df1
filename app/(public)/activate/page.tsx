import type { Metadata } from 'next'
import { NewPasswordFields } from '@/app/_components/new-password-fields'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { canSendCodes } from '@/lib/identity/sms'
import { refusalText } from '@/lib/shared/refusal-text'
import { CodeSender } from '../_components/code-sender'
import { HotlineHint } from '../_components/hotline-hint'
import { SmsCodeField } from '../_components/sms-code'
import { ActivationPage } from './_components/activation-page'
import { activateAction, sendActivationCodeAction } from './actions'

export const metadata: Metadata = { title: '激活账号' }

/** The same for every ID number: nothing on it comes from an account. */
export default function ActivatePage() {
  return (
    <ActivationPage title="激活账号">
      <p className="soft">
        曾在原平台学习过的学员，首次登录请用原平台登记的手机号验证，并设置新密码。<b className="num">123456</b> 不能直接登录。
      </p>
      {canSendCodes() ? (
        <div className="card pad form-stack">
          <CodeSender
            action={sendActivationCodeAction}
            sentText="如果这个身份证号在原平台登记过手机号，验证码已发到那个手机，5 分钟内有效。"
          />
          <ActionForm action={activateAction} className="form-stack">
            <SmsCodeField />
            <NewPasswordFields label="新密码" />
            <SubmitButton className="btn primary big full" busy="正在激活">
              激活并登录
            </SubmitButton>
          </ActionForm>
        </div>
      ) : (
        <Note tone="warn">{refusalText({ code: 'sms_unavailable', facts: {} })}</Note>
      )}
      <section className="form-stack" aria-labelledby="no-code">
        <h2 className="h-card" id="no-code">
          没有收到验证码？
        </h2>
        <ul className="plain-list">
          <li>
            已经设置过新密码：
            <Link className="link" href="/#sign-in">
              用新密码登录
            </Link>
            ，忘记了就
            <Link className="link" href="/recover">
              找回密码
            </Link>
            。
          </li>
          <li>
            原平台没有登记手机号：
            <Link className="link" href="/activate/no-phone">
              填写姓名
            </Link>
            ，由工作人员办理。
          </li>
          <li>
            没有在原平台学习过：请先
            <Link className="link" href="/register">
              注册
            </Link>
            。
          </li>
        </ul>
        <HotlineHint />
      </section>
    </ActivationPage>
  )
}
