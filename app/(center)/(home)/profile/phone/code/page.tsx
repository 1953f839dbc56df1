import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { NewPhoneCodePage } from '@/app/_components/phone-pages'
import { Crumb } from '@/components/ui/crumb'
import { newPhoneOf } from '@/lib/identity/phone-change/own'
import { traineeCtx } from '@/lib/identity/session'
import { readCookie } from '@/lib/shared/cookies'
import { changePhoneAction, sendNewPhoneCodeAction } from '../actions'

export const metadata: Metadata = { title: '填写短信验证码' }

export default async function PhoneCodePage() {
  const again = '/profile/phone'
  const phone = newPhoneOf(await traineeCtx(), await readCookie('phone'))
  if (!phone) redirect(again)
  return (
    <>
      <Crumb
        above={[
          ['/profile', '个人信息'],
          [again, '更换手机号'],
        ]}
        here="填写短信验证码"
      />
      <NewPhoneCodePage phone={phone} action={changePhoneAction} send={sendNewPhoneCodeAction} again={again} />
    </>
  )
}
