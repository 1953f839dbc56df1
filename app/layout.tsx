import './styles/globals.css'
import type { Metadata, Viewport } from 'next'
import { doneOnline } from '@/lib/checkout/ways-to-pay'
import { hasCookie } from '@/lib/shared/cookies'
import { env } from '@/lib/shared/env'
import { DemoBanner } from './_components/demo-banner'
import { FocusKeeper } from './_components/focus-keeper'
import { SiteProvider } from './_components/site'
import { TitleKeeper } from './_components/title-keeper'

export async function generateMetadata(): Promise<Metadata> {
  const { portalName } = env()
  return {
    title: { default: portalName, template: `%s · ${portalName}` },
    description: doneOnline(),
    icons: { icon: '/favicon.svg' },
  }
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, themeColor: '#faf8f2' }

export default async function RootLayout({ children }: { children: React.ReactNode }) {
  const elder = await hasCookie('elder')
  const { mode, portalName: name, officeName, hotline, hotlineHours, icpNumber, policeNumber } = env()
  return (
    <html lang="zh-CN" data-elder={elder ? '' : undefined} suppressHydrationWarning>
      <body>
        <noscript>
          <style>{'.with-scripts { display: none !important; } .without-scripts { display: block !important; }'}</style>
        </noscript>
        <a className="skip" href="#main">
          跳到主要内容
        </a>
        {mode === 'demo' && <DemoBanner />}
        <SiteProvider site={{ name, officeName, hotline, hotlineHours, icpNumber, policeNumber, elder }}>
          {children}
          <TitleKeeper />
          <FocusKeeper />
        </SiteProvider>
      </body>
    </html>
  )
}
