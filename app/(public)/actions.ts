'use server'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { beginSession, signOut } from '@/lib/identity/auth'
import { SignInInput } from '@/lib/identity/input'
import { pageCtx } from '@/lib/identity/session'
import { signIn } from '@/lib/identity/sign-in'
import { formAction } from '@/lib/shared/form-action'

/** Only paths of this portal: an address from outside would make the sign-in page a signpost for others. */
function ownPath(next: string | undefined): string | null {
  if (!next?.startsWith('/')) return null
  const url = new URL(next, 'http://own.invalid') // read as browsers read it: they drop tabs and take \ for /
  return url.origin === 'http://own.invalid' ? url.pathname + url.search + url.hash : null
}

export const signInAction = formAction(pageCtx, SignInInput, async (ctx, { next, ...input }) => {
  const account = await signIn(ctx, { ...input, captchaToken: (await cookies()).get('captcha')?.value })
  await beginSession(account)
  redirect(ownPath(next) ?? '/')
})

export async function signOutAction() {
  await signOut({ redirect: false })
  redirect('/')
}
