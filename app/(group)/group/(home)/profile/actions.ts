'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { phoneActions } from '@/app/_components/phone-actions'
import { beginSession } from '@/lib/identity/auth'
import { changePassword } from '@/lib/identity/change-password'
import { changeContact } from '@/lib/identity/enterprise/contact'
import { ContactNameInput } from '@/lib/identity/enterprise/input'
import { ChangePasswordInput } from '@/lib/identity/input'
import { cancelOwnPhone, OwnPhoneChangeInput } from '@/lib/identity/phone-change/decide'
import { enterpriseCtx } from '@/lib/identity/session'
import { EnterpriseInvoiceInput } from '@/lib/invoices/input'
import { formAction } from '@/lib/shared/form-action'

const own = phoneActions(enterpriseCtx, { cookie: 'group-phone', profile: '/group/profile' })

export const changeContactAction = formAction(enterpriseCtx, ContactNameInput.and(EnterpriseInvoiceInput), async (ctx, input) => {
  await changeContact(ctx, input)
  redirect('/group/profile?saved=contact')
})

export const startPhoneChangeAction = own.start
export const sendNewPhoneCodeAction = own.sendCode
export const changePhoneAction = own.change

export const cancelOwnPhoneAction = formAction(enterpriseCtx, OwnPhoneChangeInput, async (ctx, input) => {
  await cancelOwnPhone(ctx, input)
  revalidatePath('/group', 'layout')
})

export const changePasswordAction = formAction(enterpriseCtx, ChangePasswordInput, async (ctx, input) => {
  await beginSession(await changePassword(ctx, input), 'enterprise') // all sessions ended, this one begins anew
  redirect('/group/profile/password?changed=1')
})
