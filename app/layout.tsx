import './styles/globals.css'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import { Icon } from '@/components/ui/icon'
import { env } from '@/lib/shared/env'

export async function generateMetadata(): Promise<Metadata> {
  const { portalName } = env()
  return {
    title: { default: portalName, template: `%s · ${portalName}` },
    description: '报名、缴费、学习、测验、打印证明，全程网上办理。',
    icons: { icon: '/favicon.svg' },
  }
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, themeColor: '#faf8f2' }

export default async function RootLayout({ children }: { children: React.ReactNode }) {
  const elder = (await cookies()).has('elder')
  return (
    <html lang="zh-CN" data-elder={elder ? '' : undefined} suppressHydrationWarning>
      <body>
        <a className="skip" href="#main">
          跳到主要内容
        </a>
        {env().mode === 'demo' && <DemoBanner />}
        {children}
      </body>
    </html>
  )
}

function DemoBanner() {
  return (
    <aside className="demo" aria-label="演示模式">
      <div className="wrap">
        <Icon name="flask-conical" />
        <p>
          <b>演示模式</b>　内容和账号都是示例；短信显示在
          <a className="link" href="/demo/phone">
            演示手机
          </a>
          ，付款走沙箱银行，不会真的扣款。
        </p>
      </div>
    </aside>
  )
}
