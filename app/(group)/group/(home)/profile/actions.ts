'use server'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { beginSession } from '@/lib/identity/auth'
import { changePassword } from '@/lib/identity/change-password'
import { changeContact, changePhone, phoneChangeSeconds, sendNewPhoneCode, startPhoneChange } from '@/lib/identity/enterprise/contact'
import { ContactCodeInput, ContactNameInput, NewPhoneInput } from '@/lib/identity/enterprise/input'
import { ChangePasswordInput } from '@/lib/identity/input'
import { enterpriseCtx } from '@/lib/identity/session'
import { secureCookies } from '@/lib/identity/session-token'
import { EnterpriseInvoiceInput } from '@/lib/invoices/input'
import { formAction } from '@/lib/shared/form-action'

const name = 'group-phone'
const path = '/group/profile/phone'
const asked = async () => (await cookies()).get(name)?.value

export const changeContactAction = formAction(enterpriseCtx, ContactNameInput.and(EnterpriseInvoiceInput), async (ctx, input) => {
  await changeContact(ctx, input)
  redirect('/group/profile?saved=contact')
})

export const startPhoneChangeAction = formAction(enterpriseCtx, NewPhoneInput, async (ctx, input) => {
  const jar = await cookies()
  const token = await startPhoneChange(ctx, { ...input, captchaToken: jar.get('captcha')?.value })
  jar.set(name, token, { httpOnly: true, sameSite: 'lax', secure: secureCookies(), path, maxAge: phoneChangeSeconds })
  redirect('/group/profile/phone/code')
})

export const sendNewPhoneCodeAction = formAction(enterpriseCtx, z.object({}), async (ctx) => sendNewPhoneCode(ctx, await asked()))

export const changePhoneAction = formAction(enterpriseCtx, ContactCodeInput, async (ctx, input) => {
  await changePhone(ctx, await asked(), input)
  ;(await cookies()).delete({ name, path })
  redirect('/group/profile?saved=phone')
})

export const changePasswordAction = formAction(enterpriseCtx, ChangePasswordInput, async (ctx, input) => {
  await beginSession(await changePassword(ctx, input), 'enterprise') // all sessions ended, this one begins anew
  redirect('/group/profile/password?changed=1')
})
