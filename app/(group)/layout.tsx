import type { Metadata } from 'next'
import { UnsentForms } from '@/components/form/unsent'
import { getOwnEnterprise } from '@/lib/identity/enterprise/queries'
import { enterpriseCtxOrNull } from '@/lib/identity/session'
import { findUnsent } from '@/lib/identity/unsent'
import { hasCookie } from '@/lib/shared/cookies'
import { SiteFooter } from '../_components/site-footer'
import { GroupHeader } from './_components/group-header'

export const metadata: Metadata = { robots: { index: false } }

/** What an enterprise sees once it is signed in: header and footer. Whoever is not is sent to the door by the page. */
export default async function GroupLayout({ children }: { children: React.ReactNode }) {
  const ctx = await enterpriseCtxOrNull()
  if (!ctx) return children
  const { name, code, status } = await getOwnEnterprise(ctx)
  return (
    <>
      <GroupHeader name={name} code={code} approved={status === 'approved'} elder={await hasCookie('elder')} />
      <UnsentForms owner={ctx.actor.id} unsent={await findUnsent(ctx, ctx.actor.id)}>
        {children}
      </UnsentForms>
      <SiteFooter />
    </>
  )
}
