import type { Metadata } from 'next'
import { NewPhonePage } from '@/app/_components/phone-pages'
import { Crumb } from '@/components/ui/crumb'
import { getProfile } from '@/lib/identity/queries'
import { traineeCtx } from '@/lib/identity/session'
import { startPhoneChangeAction } from './actions'

export const metadata: Metadata = { title: '更换手机号' }

export default async function PhonePage() {
  const { phone } = await getProfile(await traineeCtx())
  return (
    <>
      <Crumb above={[['/profile', '个人信息']]} here="更换手机号" />
      <NewPhonePage phone={phone} action={startPhoneChangeAction} back="/profile" />
    </>
  )
}
