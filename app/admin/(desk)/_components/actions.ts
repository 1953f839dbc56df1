'use server'
import { redirect } from 'next/navigation'
import { endSession } from '@/lib/identity/auth'
import { forgetShownOnce } from '../../shown-once-cookie'

export async function staffSignOutAction() {
  await forgetShownOnce()
  await endSession('staff')
  redirect('/admin/sign-in')
}
