'use server'
import { redirect } from 'next/navigation'
import { activate, askWithoutPhone, sendActivationCode } from '@/lib/identity/activate'
import { beginSession } from '@/lib/identity/auth'
import { ActivateInput, AskForCodeInput, AskWithoutPhoneInput } from '@/lib/identity/input'
import { pageCtx } from '@/lib/identity/session'
import { forgetCookie, readCookie } from '@/lib/shared/cookies'
import { formAction } from '@/lib/shared/form-action'

const activation = () => readCookie('activation')

export const sendActivationCodeAction = formAction(pageCtx, AskForCodeInput, async (ctx, { captcha }) =>
  sendActivationCode(ctx, await activation(), { captcha, captchaToken: await readCookie('captcha') }),
)

export const activateAction = formAction(pageCtx, ActivateInput, async (ctx, input) => {
  const account = await activate(ctx, await activation(), input)
  await forgetCookie('activation')
  await beginSession(account)
  redirect('/profile/history?activated=1')
})

export const askWithoutPhoneAction = formAction(pageCtx, AskWithoutPhoneInput, async (ctx, input) =>
  askWithoutPhone(ctx, await activation(), input),
)
