import type { Metadata } from 'next'
import { NewPasswordFields } from '@/app/_components/new-password-fields'
import { ActionForm } from '@/components/form/action-form'
import { Field, PasswordField } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Icon } from '@/components/ui/icon'
import { KeyValue } from '@/components/ui/key-value'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { listOwnPasskeys } from '@/lib/identity/passkeys/own-passkeys'
import { wordsAbout } from '@/lib/identity/password/about'
import { staffCtx } from '@/lib/identity/session'
import { getOwnAccount } from '@/lib/identity/staff-account'
import { refusalFrom } from '@/lib/shared/refusal-link'
import { roleNames } from '@/lib/shared/rights'
import { formatMoment } from '@/lib/shared/time'
import { OwnLink } from './_components/own-link'
import { changePasswordAction, changeSecondStepAction } from './actions'

export const metadata: Metadata = { title: '密码与动态口令' }

export default async function AccountPage({ searchParams }: { searchParams: Promise<{ done?: string; refused?: string }> }) {
  const ctx = await staffCtx()
  const [account, { done, refused }] = [await getOwnAccount(ctx), await searchParams]
  const passkeys = await listOwnPasskeys(ctx)
  const unlinked = refusalFrom(refused, ctx.now)
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">密码与动态口令</h1>
        <Link className="btn" href="/admin/account/devices">
          <Icon name="smartphone" />
          登录设备
        </Link>
      </div>
      {done === 'password' && (
        <div role="status" className="desk-note">
          <Note tone="good">密码已修改，其他设备上的登录已退出。</Note>
        </div>
      )}
      {done === 'link' && (
        <div role="status" className="desk-note">
          <Note tone="good">已关联，下次可以用它登录。</Note>
        </div>
      )}
      {unlinked && (
        <div className="desk-note">
          <Note tone="bad">{unlinked}</Note>
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
                      <span className="num nowrap">{formatMoment(account.totpConfirmedAt)}</span> 设置
                    </>
                  ) : (
                    '未设置'
                  ),
                ],
                ['恢复码', `还剩 ${account.recoveryCodesLeft} 个`],
              ]}
            />
          </section>
          <section className="card pad form-stack" aria-labelledby="own-passkeys">
            <h2 className="h-card" id="own-passkeys">
              通行密钥
            </h2>
            <p className="soft">
              {passkeys.length ? `已添加 ${passkeys.length} 个。` : '还没有。'}登录时用指纹、面容或 PIN 确认，代替密码和动态口令。
            </p>
            <p>
              <Link className="btn" href="/admin/account/passkeys">
                管理通行密钥
              </Link>
            </p>
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
        <div className="desk-columns-stack">
          <OwnLink ctx={ctx} />
          <section className="card pad" aria-labelledby="own-password">
            <h2 className="h-card" id="own-password">
              修改密码
            </h2>
            <ActionForm key={done} action={changePasswordAction} className="form-stack">
              <PasswordField name="current" label="原密码" autoComplete="current-password" />
              <NewPasswordFields label="新密码" without="用户名" about={wordsAbout(account)} />
              <div className="form-actions">
                <SubmitButton>修改密码</SubmitButton>
              </div>
            </ActionForm>
          </section>
        </div>
      </div>
    </>
  )
}
