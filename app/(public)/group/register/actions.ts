'use server'
import { redirect } from 'next/navigation'
import { beginSession } from '@/lib/identity/auth'
import {
  agreeAsEnterprise,
  proveContact,
  saveContact,
  saveInvoice,
  saveUnit,
  sendContactCodeAgain,
} from '@/lib/identity/enterprise/answers'
import { AgreeAsEnterpriseInput, ContactCodeInput, ContactInput, FinishEnterpriseInput, UnitInput } from '@/lib/identity/enterprise/input'
import { completeEnterpriseRegistration } from '@/lib/identity/enterprise/register'
import { AskForCodeInput } from '@/lib/identity/input'
import { enterpriseCtxOrNull, pageCtx } from '@/lib/identity/session'
import { EnterpriseInvoiceInput } from '@/lib/invoices/input'
import { readCookie } from '@/lib/shared/cookies'
import { formAction } from '@/lib/shared/form-action'
import { Refused } from '@/lib/shared/refused'
import { groupRegistrationCookie, stepPaths } from './_components/step'

const { token, keep, forget, goOn } = groupRegistrationCookie

export const agreeAction = formAction(pageCtx, AgreeAsEnterpriseInput, async (ctx, input) => {
  await keep(await agreeAsEnterprise(ctx, await token(), input))
  redirect(stepPaths.unit)
})

export const saveUnitAction = formAction(pageCtx, UnitInput, async (ctx, input) => {
  await saveUnit(ctx, await token(), input)
  await goOn(stepPaths.contact)
})

export const saveContactAction = formAction(pageCtx, ContactInput, async (ctx, input) => {
  const captchaToken = await readCookie('captcha')
  const asksCode = await saveContact(ctx, await token(), { ...input, captchaToken })
  await goOn(asksCode ? '/group/register/contact/code' : stepPaths.licence)
})

export const sendCodeAgainAction = formAction(pageCtx, AskForCodeInput, async (ctx, { captcha }) =>
  sendContactCodeAgain(ctx, await token(), { captcha, captchaToken: await readCookie('captcha') }),
)

/** The page after this one says so when the code has an account: the licence's page leads there. */
export const proveContactAction = formAction(pageCtx, ContactCodeInput, async (ctx, input) => {
  await proveContact(ctx, await token(), input)
  await goOn(stepPaths.licence)
})

export const saveInvoiceAction = formAction(pageCtx, EnterpriseInvoiceInput, async (ctx, { invoice }) => {
  await saveInvoice(ctx, await token(), invoice)
  await goOn(stepPaths.password)
})

/** 完成注册: signed in, and waiting. A second tab that comes late finds the enterprise there already. */
export const completeAction = formAction(pageCtx, FinishEnterpriseInput, async (ctx, input) => {
  if (await enterpriseCtxOrNull()) redirect('/group')
  try {
    const account = await completeEnterpriseRegistration(ctx, await token(), input)
    await forget()
    await beginSession(account, 'enterprise')
  } catch (error) {
    if (error instanceof Refused && error.code === 'enterprise_code_taken') redirect('/group/register/taken')
    throw error
  }
  redirect('/group/review?registered=1')
})
