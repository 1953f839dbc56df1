'use server'
import { redirect } from 'next/navigation'
import { endSession } from '@/lib/identity/auth'

export async function signOutEnterpriseAction() {
  await endSession('enterprise')
  redirect('/group/sign-in')
}
