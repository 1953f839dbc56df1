'use server'
import { redirect } from 'next/navigation'
import { afterSignOut } from '@/app/_components/sso-mark'
import { sealTyped } from '@/lib/admin/typed-number'
import { endSession } from '@/lib/identity/auth'
import { staffCtx } from '@/lib/identity/session'
import { fieldsOf } from '@/lib/shared/form-action'
import { forgetShownOnce } from '../../shown-once-cookie'

/** Looks for somebody: posted, so that no number stands in an address. The page itself asks for the right. */
export async function findAction(form: FormData) {
  await staffCtx()
  const { list, q = '', ...narrowed } = fieldsOf(form)
  const asked = Object.entries({ q: sealTyped(q.slice(0, 100)), ...narrowed }).filter(([, value]) => value)
  const lists: Record<string, string> = { audit: '/admin/audit', sms: '/admin/sms' }
  redirect(`${lists[list ?? ''] ?? '/admin/people'}?${new URLSearchParams(asked)}`)
}

export async function staffSignOutAction() {
  await forgetShownOnce()
  await endSession('staff')
  redirect(await afterSignOut('staff'))
}
