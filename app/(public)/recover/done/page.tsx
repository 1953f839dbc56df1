import type { Metadata } from 'next'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'

export const metadata: Metadata = { title: '密码已重置' }

export default function DonePage() {
  return (
    <main id="main" className="wrap">
      <div className="narrow">
        <div className="card empty">
          <Icon name="circle-check" />
          <h1 className="h-card">密码已重置</h1>
          <p>其他设备上的登录都已退出，请用新密码登录。</p>
          <Link className="btn primary" href="/#sign-in">
            去登录
          </Link>
        </div>
      </div>
    </main>
  )
}
