import { enterpriseCtxOrNull, pageCtx } from '@/lib/identity/session'
import { isTrainee } from '@/lib/shared/context'
import { hasCookie } from '@/lib/shared/cookies'
import { SiteFooter } from '../_components/site-footer'
import { SiteHeader } from '../_components/site-header'

export default async function PublicLayout({ children }: { children: React.ReactNode }) {
  return (
    <>
      <SiteHeader elder={await hasCookie('elder')} signedIn={await whoIsIn()} />
      {children}
      <SiteFooter />
    </>
  )
}

/** A trainee before an enterprise, should one browser be signed in as both. */
async function whoIsIn() {
  const ctx = await pageCtx()
  if (isTrainee(ctx)) return { door: 'trainee' as const, name: ctx.actor.name }
  const enterprise = await enterpriseCtxOrNull()
  return enterprise && { door: 'enterprise' as const, name: enterprise.actor.name }
}
