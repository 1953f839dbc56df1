import type { Metadata } from 'next'
import { PasswordPage } from '@/app/_components/password-page'
import { wordsAbout } from '@/lib/identity/password/about'
import { enterpriseCtx } from '@/lib/identity/session'
import { changePasswordAction } from '../actions'

export const metadata: Metadata = { title: '修改密码' }

export default async function Page({ searchParams }: { searchParams: Promise<{ changed?: string }> }) {
  const { name } = (await enterpriseCtx()).actor
  return <PasswordPage action={changePasswordAction} changed={(await searchParams).changed} about={wordsAbout({ employer: name })} />
}
