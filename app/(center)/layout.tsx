import { cookies } from 'next/headers'
import { traineeCtx } from '@/lib/identity/session'
import { countUnread } from '@/lib/notices/queries'
import { SiteFooter } from '../_components/site-footer'
import { CenterHeader } from './_components/center-header'

/** 学员中心: its header and footer. Each page and query checks the session again. */
export default async function CenterLayout({ children }: { children: React.ReactNode }) {
  const ctx = await traineeCtx()
  const unread = Object.values(await countUnread(ctx)).reduce((sum, n) => sum + n, 0)
  return (
    <>
      <CenterHeader name={ctx.actor.name} unread={unread} elder={(await cookies()).has('elder')} />
      {children}
      <SiteFooter />
    </>
  )
}
