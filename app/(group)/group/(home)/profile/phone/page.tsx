import type { Metadata } from 'next'
import { NewPhonePage } from '@/app/_components/phone-pages'
import { getOwnEnterprise } from '@/lib/identity/enterprise/queries'
import { maskPhone } from '@/lib/identity/rules'
import { enterpriseCtx } from '@/lib/identity/session'
import { startPhoneChangeAction } from '../actions'

export const metadata: Metadata = { title: '更换手机号' }

export default async function PhonePage() {
  const { phone } = await getOwnEnterprise(await enterpriseCtx())
  return <NewPhonePage phone={maskPhone(phone)} action={startPhoneChangeAction} back="/group/profile" />
}
