import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { draftLifetime } from '@/lib/identity/drafts'
import { secureCookies } from '@/lib/identity/session-token'

/** The cookie that leads back to what was answered so far, sent to the pages under `path` only. */
export function draftCookie(name: string, path: string) {
  const token = async () => (await cookies()).get(name)?.value
  /** Kept as long as the draft: each answer makes it last anew. */
  const keep = async (value: string): Promise<void> => {
    const maxAge = draftLifetime / 1000
    ;(await cookies()).set(name, value, { httpOnly: true, sameSite: 'lax', secure: secureCookies(), path, maxAge })
  }
  return {
    token,
    keep,
    forget: async () => void (await cookies()).delete({ name, path }),
    /** Once a page is saved. */
    goOn: async (to: string): Promise<never> => {
      const kept = await token()
      if (kept) await keep(kept)
      redirect(to)
    },
  }
}
