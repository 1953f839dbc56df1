import type { Metadata } from 'next'
import { SsoEndLink } from '@/app/_components/sso-link'
import { Link } from '@/components/ui/link'

export const metadata: Metadata = { title: '已退出' }

export default function StaffSignedOutPage() {
  return (
    <>
      <h1 className="h-page">已退出本平台</h1>
      <div className="card pad form-stack">
        <SsoEndLink door="staff" />
      </div>
      <p className="door-links">
        <Link className="link tap" href="/admin/sign-in">
          重新登录
        </Link>
      </p>
    </>
  )
}
