import type { Metadata } from 'next'
import { PasswordForm } from './_components/password-form'

export const metadata: Metadata = { title: '修改密码' }

export default function PasswordPage() {
  return (
    <>
      <div className="page-title">
        <h1 className="h-page">修改密码</h1>
      </div>
      <p className="soft" style={{ marginBottom: '1rem' }}>
        修改后，其他设备上的登录会全部退出。
      </p>
      <PasswordForm />
    </>
  )
}
