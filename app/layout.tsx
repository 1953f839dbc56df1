import './styles/globals.css'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import { env } from '@/lib/shared/env'
import { DemoBanner } from './_components/demo-banner'
import { SiteProvider } from './_components/site'
import { TitleKeeper } from './_components/title-keeper'

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
  const { mode, portalName: name, hotline, hotlineHours, icpNumber, policeNumber } = env()
  return (
    <html lang="zh-CN" data-elder={elder ? '' : undefined} suppressHydrationWarning>
      <body>
        <a className="skip" href="#main">
          跳到主要内容
        </a>
        {mode === 'demo' && <DemoBanner />}
        <SiteProvider site={{ name, hotline, hotlineHours, icpNumber, policeNumber, elder }}>
          {children}
          <TitleKeeper />
        </SiteProvider>
      </body>
    </html>
  )
}
