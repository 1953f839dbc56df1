import type { Metadata } from 'next'
import { PasswordPage } from '@/app/_components/password-page'
import { Crumb } from '@/components/ui/crumb'
import { wordsAbout } from '@/lib/identity/password/about'
import { traineeCtx } from '@/lib/identity/session'
import { changePasswordAction } from './actions'

export const metadata: Metadata = { title: '修改密码' }

export default async function Page({ searchParams }: { searchParams: Promise<{ changed?: string }> }) {
  const { name } = (await traineeCtx()).actor
  return (
    <>
      <Crumb above={[['/profile', '个人信息']]} here="修改密码" />
      <PasswordPage action={changePasswordAction} changed={(await searchParams).changed} about={wordsAbout({ name })} />
    </>
  )
}
