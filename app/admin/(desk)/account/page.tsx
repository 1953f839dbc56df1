import type { Metadata } from 'next'
import { PasswordTwice } from '@/app/_components/password-twice'
import { ActionForm } from '@/components/form/action-form'
import { Field, PasswordField } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { KeyValue } from '@/components/ui/key-value'
import { Note } from '@/components/ui/note'
import { staffCtx } from '@/lib/identity/session'
import { getOwnAccount } from '@/lib/identity/staff-account'
import { roleNames } from '@/lib/shared/rights'
import { formatMoment } from '@/lib/shared/time'
import { changePasswordAction, changeSecondStepAction } from './actions'

export const metadata: Metadata = { title: '密码与动态口令' }

export default async function AccountPage({ searchParams }: { searchParams: Promise<{ done?: string }> }) {
  const ctx = await staffCtx()
  const [account, { done }] = [await getOwnAccount(ctx), await searchParams]
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">密码与动态口令</h1>
      </div>
      {done === 'password' && (
        <div role="status" className="desk-note">
          <Note tone="good">密码已修改，其他设备上的登录已退出。</Note>
        </div>
      )}
      <div className="desk-columns">
        <div className="desk-columns-stack">
          <section className="card pad" aria-labelledby="own-account">
            <h2 className="h-card" id="own-account">
              账号
            </h2>
            <KeyValue
              rows={[
                ['用户名', account.userName],
                ['姓名', account.name],
                ['角色', roleNames[ctx.actor.role]],
                [
                  '动态口令',
                  account.totpConfirmedAt ? (
                    <>
                      <span className="num">{formatMoment(account.totpConfirmedAt)}</span> 设置
                    </>
                  ) : (
                    '未设置'
                  ),
                ],
                ['恢复码', `还剩 ${account.recoveryCodesLeft} 个`],
              ]}
            />
          </section>
          <section className="card pad" aria-labelledby="own-totp">
            <h2 className="h-card" id="own-totp">
              动态口令与恢复码
            </h2>
            <p className="soft">换手机时更换动态口令：新的设置好以前，旧的仍然有效。恢复码快用完时重新生成：新的有十个，原来的全部作废。</p>
            <ActionForm action={changeSecondStepAction} className="form-stack">
              <Field
                name="code"
                label="现在的动态口令，或一个恢复码"
                numeric
                autoComplete="one-time-code"
                autoCapitalize="none"
                spellCheck={false}
                maxLength={20}
              />
              <div className="form-actions">
                <SubmitButton className="btn" name="want" value="totp">
                  更换动态口令
                </SubmitButton>
                <SubmitButton className="btn" name="want" value="codes">
                  重新生成恢复码
                </SubmitButton>
              </div>
            </ActionForm>
          </section>
        </div>
        <section className="card pad" aria-labelledby="own-password">
          <h2 className="h-card" id="own-password">
            修改密码
          </h2>
          <ActionForm key={done} action={changePasswordAction} className="form-stack">
            <PasswordField name="current" label="原密码" autoComplete="current-password" />
            <PasswordTwice />
            <div className="form-actions">
              <SubmitButton>修改密码</SubmitButton>
            </div>
          </ActionForm>
        </section>
      </div>
    </>
  )
}
