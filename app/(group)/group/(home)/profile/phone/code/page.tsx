import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { NewPhoneCodePage } from '@/app/_components/phone-pages'
import { newPhoneOf } from '@/lib/identity/phone-change/own'
import { enterpriseCtx } from '@/lib/identity/session'
import { readCookie } from '@/lib/shared/cookies'
import { changePhoneAction, sendNewPhoneCodeAction } from '../../actions'

export const metadata: Metadata = { title: '填写短信验证码' }

export default async function PhoneCodePage() {
  const again = '/group/profile/phone'
  const phone = newPhoneOf(await enterpriseCtx(), await readCookie('group-phone'))
  if (!phone) redirect(again)
  return <NewPhoneCodePage phone={phone} action={changePhoneAction} send={sendNewPhoneCodeAction} again={again} />
}
