import { UnsentForms } from '@/components/form/unsent'
import { pageCtx } from '@/lib/identity/session'
import { findUnsent } from '@/lib/identity/unsent'
import { countUnread } from '@/lib/notices/queries'
import { isTrainee } from '@/lib/shared/context'
import { hasCookie } from '@/lib/shared/cookies'
import { SiteFooter } from '../_components/site-footer'
import { CenterHeader } from './_components/center-header'

/**
 * 学员中心: its header and footer. Whoever is not signed in is sent there by the page, which knows where to come back to: the
 * browser keeps a layout for all pages under it, and with it a redirect that names the first of them.
 */
export default async function CenterLayout({ children }: { children: React.ReactNode }) {
  const ctx = await pageCtx()
  if (!isTrainee(ctx)) return children
  const unread = Object.values(await countUnread(ctx)).reduce((sum, n) => sum + n, 0)
  return (
    <>
      <CenterHeader name={ctx.actor.name} unread={unread} elder={await hasCookie('elder')} />
      <UnsentForms owner={ctx.actor.id} unsent={await findUnsent(ctx, ctx.actor.id)}>
        {children}
      </UnsentForms>
      <SiteFooter />
    </>
  )
}
