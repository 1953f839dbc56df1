import type { Metadata } from 'next'
import { SsoEndLink } from '@/app/_components/sso-link'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'

export const metadata: Metadata = { title: '已退出' }

export default function SignedOutPage() {
  return (
    <main id="main" className="wrap">
      <div className="narrow form-stack">
        <h1 className="h-page">已退出本平台</h1>
        <Note tone="good">您已退出本平台，这台设备上的登录已结束。</Note>
        <SsoEndLink door="trainee" />
        <p>
          <Link className="link tap" href="/">
            返回首页
          </Link>
        </p>
      </div>
    </main>
  )
}
