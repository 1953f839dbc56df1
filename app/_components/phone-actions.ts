import { redirect } from 'next/navigation'
import { AskForCodeInput } from '@/lib/identity/input'
import {
  changePhone,
  NewPhoneCodeInput,
  NewPhoneInput,
  phoneChangeSeconds,
  sendNewPhoneCode,
  startPhoneChange,
} from '@/lib/identity/phone-change/own'
import type { Ctx, Enterprise, Trainee } from '@/lib/shared/context'
import { forgetCookie, keepCookie, readCookie } from '@/lib/shared/cookies'
import { formAction } from '@/lib/shared/form-action'

type Place = { cookie: 'phone' | 'group-phone'; profile: string }

/** The actions of 更换手机号 for one's own account: begin, have a code sent, and change. `cookie` keeps the way between them. */
export function phoneActions<A extends Trainee | Enterprise>(context: () => Promise<Ctx<A>>, { cookie, profile }: Place) {
  return {
    start: formAction(context, NewPhoneInput, async (ctx, input) => {
      const token = await startPhoneChange(ctx, { ...input, captchaToken: await readCookie('captcha') })
      await keepCookie(cookie, token, phoneChangeSeconds)
      redirect(`${profile}/phone/code`)
    }),
    sendCode: formAction(context, AskForCodeInput, async (ctx, { captcha }) =>
      sendNewPhoneCode(ctx, await readCookie(cookie), { captcha, captchaToken: await readCookie('captcha') }),
    ),
    change: formAction(context, NewPhoneCodeInput, async (ctx, input) => {
      await changePhone(ctx, await readCookie(cookie), input)
      await forgetCookie(cookie)
      redirect(`${profile}?saved=phone`)
    }),
  }
}
