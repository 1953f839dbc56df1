'use client'
import { useState } from 'react'
import { ActionForm } from '@/components/form/action-form'
import { PasswordField } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Note } from '@/components/ui/note'
import { changePasswordAction } from '../actions'

export function PasswordForm() {
  const [changes, setChanges] = useState(0)
  return (
    <div className="card pad" style={{ maxWidth: 'var(--container-form)' }}>
      {changes > 0 && (
        <div role="status" style={{ marginBottom: '1rem' }}>
          <Note tone="good">密码已修改，其他设备上的登录已退出。</Note>
        </div>
      )}
      <ActionForm
        key={changes}
        action={changePasswordAction}
        className="form-stack"
        onState={({ status }) => status === 'done' && setChanges(changes + 1)}
      >
        <PasswordField name="current" label="原密码" autoComplete="current-password" />
        <PasswordField name="password" label="新密码" hint="8–64 位，至少包含字母、数字、符号中的两种。" autoComplete="new-password" />
        <PasswordField name="repeated" label="再填一次新密码" autoComplete="new-password" />
        <SubmitButton className="btn primary big">修改密码</SubmitButton>
      </ActionForm>
    </div>
  )
}
