'use server'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { beginSession } from '@/lib/identity/auth'
import { AskForCodeInput } from '@/lib/identity/input'
import { completeRegistration, type Finish } from '@/lib/identity/register'
import { agreeToTerms, saveEmployment, saveIdentity, savePassword } from '@/lib/identity/registration-answers'
import {
  AgreeInput,
  EmploymentInput,
  FinishInput,
  IdentityInput,
  NewPasswordInput,
  PhoneCodeInput,
  PhoneInput,
  readCrop,
} from '@/lib/identity/registration-input'
import { provePhone, savePhone, sendCodeAgain } from '@/lib/identity/registration-phone'
import { pageCtx } from '@/lib/identity/session'
import { type Ctx, isTrainee } from '@/lib/shared/context'
import { readCookie } from '@/lib/shared/cookies'
import { formAction } from '@/lib/shared/form-action'
import { Refused } from '@/lib/shared/refused'
import { registrationCookie, stepPaths } from './_components/step'

const { token, keep, forget, goOn } = registrationCookie

export const agreeAction = formAction(pageCtx, AgreeInput, async (ctx, input) => {
  await keep(await agreeToTerms(ctx, await token(), input))
  redirect(stepPaths.identity)
})

export const saveIdentityAction = formAction(pageCtx, IdentityInput, async (ctx, input) => {
  await saveIdentity(ctx, await token(), input)
  await goOn(stepPaths.phone)
})

export const savePhoneAction = formAction(pageCtx, PhoneInput, async (ctx, input) => {
  const captchaToken = await readCookie('captcha')
  const asksCode = await savePhone(ctx, await token(), { ...input, captchaToken })
  await goOn(asksCode ? '/register/phone/code' : stepPaths.password)
})

export const sendCodeAgainAction = formAction(pageCtx, AskForCodeInput, async (ctx, { captcha }) =>
  sendCodeAgain(ctx, await token(), { captcha, captchaToken: await readCookie('captcha') }),
)

/** The page after this one says so when the number has an account: the password's page leads there. */
export const provePhoneAction = formAction(pageCtx, PhoneCodeInput, async (ctx, input) => {
  await provePhone(ctx, await token(), input)
  await goOn(stepPaths.password)
})

export const savePasswordAction = formAction(pageCtx, NewPasswordInput, async (ctx, input) => {
  await savePassword(ctx, await token(), input)
  await goOn(stepPaths.employment)
})

export const saveEmploymentAction = formAction(pageCtx, EmploymentInput, async (ctx, input) => {
  await saveEmployment(ctx, await token(), input)
  await goOn(stepPaths.photo)
})

/** 完成注册: with whichever photo, the person is signed in and home. A second tab that comes late finds them there already. */
async function complete(ctx: Ctx, finish: Finish): Promise<never> {
  if (isTrainee(ctx)) redirect('/')
  try {
    const account = await completeRegistration(ctx, await token(), finish)
    await forget()
    await beginSession(account)
  } catch (error) {
    if (error instanceof Refused && error.code === 'id_number_taken') redirect('/register/taken')
    throw error
  }
  redirect('/?registered=1')
}

export const completeAction = formAction(pageCtx, FinishInput, (ctx, { crop }) =>
  complete(ctx, { photo: 'uploaded', crop: readCrop(crop) }),
)

export const skipPhotoAction = formAction(pageCtx, z.object({}), (ctx) => complete(ctx, { photo: 'none' }))
