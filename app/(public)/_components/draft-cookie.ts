import { redirect } from 'next/navigation'
import { draftLifetime } from '@/lib/identity/drafts'
import type { CookieName } from '@/lib/shared/cookie-table'
import { forgetCookie, keepCookie, readCookie } from '@/lib/shared/cookies'

/** The cookie that leads back to what was answered so far. */
export function draftCookie(name: CookieName) {
  const token = () => readCookie(name)
  /** Kept as long as the draft: each answer makes it last anew. */
  const keep = (value: string) => keepCookie(name, value, draftLifetime / 1000)
  return {
    token,
    keep,
    forget: () => forgetCookie(name),
    /** Once a page is saved. */
    goOn: async (to: string): Promise<never> => {
      const kept = await token()
      if (kept) await keep(kept)
      redirect(to)
    },
  }
}
