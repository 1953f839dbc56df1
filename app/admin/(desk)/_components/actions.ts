'use server'
import { redirect } from 'next/navigation'
import { sealTyped } from '@/lib/admin/typed-number'
import { endSession } from '@/lib/identity/auth'
import { staffCtx } from '@/lib/identity/session'
import { forgetShownOnce } from '../../shown-once-cookie'

/** Looks for somebody: posted, so that no number stands in an address. The page itself asks for the right. */
export async function findAction(form: FormData) {
  await staffCtx()
  const {
    list,
    q = '',
    ...narrowed
  } = Object.fromEntries([...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[0].startsWith('$')))
  const asked = Object.entries({ q: sealTyped(q.slice(0, 100)), ...narrowed }).filter(([, value]) => value)
  redirect(`${list === 'audit' ? '/admin/audit' : '/admin/people'}?${new URLSearchParams(asked)}`)
}

export async function staffSignOutAction() {
  await forgetShownOnce()
  await endSession('staff')
  redirect('/admin/sign-in')
}
