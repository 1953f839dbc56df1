import type { Metadata } from 'next'
import { Brand } from '@/components/ui/brand'

export const metadata: Metadata = { title: { default: '管理后台登录', template: '%s · 管理后台' }, robots: { index: false } }

/** The staff's door: nothing else stands on its pages. */
export default function DoorLayout({ children }: { children: React.ReactNode }) {
  return (
    <div className="door">
      <header className="door-head">
        <Brand name="学时管理后台" />
      </header>
      <main id="main" className="door-main">
        {children}
      </main>
    </div>
  )
}
