import type { Metadata } from 'next'
import { ActionForm } from '@/components/form/action-form'
import { PasswordField } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Note } from '@/components/ui/note'
import { enterpriseCtx } from '@/lib/identity/session'
import { changePasswordAction } from '../actions'

export const metadata: Metadata = { title: '修改密码' }

export default async function PasswordPage({ searchParams }: { searchParams: Promise<{ changed?: string }> }) {
  await enterpriseCtx()
  const { changed } = await searchParams
  return (
    <>
      <div className="page-title">
        <h1 className="h-page">修改密码</h1>
      </div>
      {changed ? (
        <div role="status" style={{ marginBottom: '1rem' }}>
          <Note tone="good">密码已修改，其他设备上的登录已退出。</Note>
        </div>
      ) : (
        <p className="soft" style={{ marginBottom: '1rem' }}>
          修改后，其他设备上的登录会全部退出。
        </p>
      )}
      <div className="card pad" style={{ maxWidth: 'var(--container-form)' }}>
        <ActionForm key={changed} action={changePasswordAction} className="form-stack">
          <PasswordField name="current" label="原密码" autoComplete="current-password" />
          <PasswordField name="password" label="新密码" hint="8–64 位，至少包含字母、数字、符号中的两种。" autoComplete="new-password" />
          <PasswordField name="repeated" label="再填一次新密码" autoComplete="new-password" />
          <SubmitButton className="btn primary big">修改密码</SubmitButton>
        </ActionForm>
      </div>
    </>
  )
}
