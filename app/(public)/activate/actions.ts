'use server'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { activate, askWithoutPhone, sendActivationCode } from '@/lib/identity/activate'
import { beginSession } from '@/lib/identity/auth'
import { ActivateInput, AskWithoutPhoneInput } from '@/lib/identity/input'
import { pageCtx } from '@/lib/identity/session'
import { formAction } from '@/lib/shared/form-action'

const activation = async () => (await cookies()).get('activation')?.value

export const sendActivationCodeAction = formAction(pageCtx, z.object({}), async (ctx) => sendActivationCode(ctx, await activation()))

export const activateAction = formAction(pageCtx, ActivateInput, async (ctx, input) => {
  const account = await activate(ctx, await activation(), input)
  ;(await cookies()).delete({ name: 'activation', path: '/activate' })
  await beginSession(account)
  redirect('/profile/history?activated=1')
})

export const askWithoutPhoneAction = formAction(pageCtx, AskWithoutPhoneInput, async (ctx, input) =>
  askWithoutPhone(ctx, await activation(), input),
)
