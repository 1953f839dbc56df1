import type { Metadata } from 'next'
import { found } from '@/app/_components/found'
import { ActionForm } from '@/components/form/action-form'
import { ConfirmButton } from '@/components/form/confirm-button'
import { Field, PasswordField } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Crumb } from '@/components/ui/crumb'
import { getOwnPasskey } from '@/lib/identity/passkeys/own-passkeys'
import { staffCtx } from '@/lib/identity/session'
import { removePasskeyAction, renamePasskeyAction } from '../actions'

export const metadata: Metadata = { title: '修改通行密钥' }

export default async function PasskeyPage({ params }: { params: Promise<{ passkeyId: string }> }) {
  const ctx = await staffCtx()
  const { id, name } = await found(getOwnPasskey(ctx, (await params).passkeyId))
  return (
    <>
      <Crumb
        above={[
          ['/admin/account', '密码与动态口令'],
          ['/admin/account/passkeys', '通行密钥'],
        ]}
        here={name}
      />
      <div className="desk-head">
        <h1 className="h-page">{name}</h1>
      </div>
      <div className="desk-columns">
        <section className="card pad" aria-labelledby="rename">
          <h2 className="h-card" id="rename">
            名称
          </h2>
          <ActionForm action={renamePasskeyAction} className="form-stack">
            <input type="hidden" name="passkeyId" value={id} />
            <Field name="name" label="名称" defaultValue={name} autoComplete="off" maxLength={30} />
            <div className="form-actions">
              <SubmitButton>保存</SubmitButton>
            </div>
          </ActionForm>
        </section>
        <section className="card pad" aria-labelledby="remove">
          <h2 className="h-card" id="remove">
            删除
          </h2>
          <p className="soft">设备丢失、转交他人或不再使用时删除。删除后不能再用它登录；动态口令仍然有效。</p>
          <ActionForm action={removePasskeyAction} className="form-stack">
            <input type="hidden" name="passkeyId" value={id} />
            <PasswordField name="current" label="登录密码" autoComplete="current-password" />
            <div className="form-actions">
              <ConfirmButton danger ask="要删除这个通行密钥吗？" says="删除后不能再用它登录，不能恢复；动态口令仍然有效。" yes="确认删除">
                删除通行密钥
              </ConfirmButton>
            </div>
          </ActionForm>
        </section>
      </div>
    </>
  )
}
