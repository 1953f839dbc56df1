import type { Metadata } from 'next'
import { PasswordPage } from '@/app/_components/password-page'
import { traineeCtx } from '@/lib/identity/session'
import { changePasswordAction } from './actions'

export const metadata: Metadata = { title: '修改密码' }

export default async function Page({ searchParams }: { searchParams: Promise<{ changed?: string }> }) {
  await traineeCtx()
  return <PasswordPage action={changePasswordAction} changed={(await searchParams).changed} />
}
