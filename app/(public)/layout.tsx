import { cookies } from 'next/headers'
import { SiteFooter } from '../_components/site-footer'
import { SiteHeader } from '../_components/site-header'

export default async function PublicLayout({ children }: { children: React.ReactNode }) {
  return (
    <>
      <SiteHeader elder={(await cookies()).has('elder')} />
      {children}
      <SiteFooter />
    </>
  )
}
