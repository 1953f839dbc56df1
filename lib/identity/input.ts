import { z } from 'zod'
import { uncovered } from '@/lib/shared/glyphs'
import { messages } from '@/lib/shared/messages'
import { isPassportNumber, refusalToCardShape } from './documents'
import { faultOfName, type NameFault, normalizeIdNumber, normalizeName } from './rules'

/** As on the sign-in page, where nobody says which document it is: a card's 18 characters, or a passport's fewer. */
const idNumber = z
  .string()
  .transform(normalizeIdNumber)
  .superRefine((value, issues) => {
    if (!value) issues.addIssue('请填写身份证号。')
    else if (!isPassportNumber(value)) {
      const refusal = refusalToCardShape(value)
      if (refusal) issues.addIssue(messages[refusal.code].replace('{length}', String(value.length)))
    }
  })
export const captcha = z.string().trim().min(1, '请填写图片中的验证码。').max(32)
/** 获取验证码, also for another one. */
export const AskForCodeInput = z.object({ captcha })
export const code = z
  .string()
  .transform((typed) => normalizeIdNumber(typed))
  .pipe(z.string().regex(/^\d{6}$/, '请填写短信中的 6 位数字。'))
export const password = z.string().min(1, '请填写密码。').max(200)

export const newPassword = z.object({ password: z.string().min(1, '请填写密码。').max(200), repeated: z.string() })
/** A mobile number as typed or pasted, with or without +86. */
export const phone = z
  .string()
  .transform(normalizeIdNumber)
  .transform((typed) => typed.replace(/[-－]/g, '').replace(/^\+?86(?=1\d{10}$)/, ''))
  .pipe(z.string().regex(/^1[3-9]\d{9}$/, '请填写 11 位手机号。'))

const wordsFor = ({ code, facts }: NameFault) => messages[code].replace('{characters}', facts.characters)

/** By which somebody is found again, however it was written once. Fifty characters, however many units a rare one takes. */
export const knownName = z
  .string()
  .transform(normalizeName)
  .superRefine((value, issues) => {
    const fault = faultOfName(value)
    if (!value) issues.addIssue('请填写姓名。')
    else if ([...value].length > 50) issues.addIssue('姓名最多 50 个字。')
    else if (fault?.code === 'name_characters') issues.addIssue(wordsFor(fault))
  })

/** A name that will stand on file, and on paper. */
export const name = knownName.superRefine((value, issues) => {
  const fault = faultOfName(value)
  if (fault && fault.code !== 'name_characters') issues.addIssue(wordsFor(fault))
})

/** Other text that will stand on paper: 单位. */
export const printed = (value: string, issues: { addIssue: (text: string) => void }) => {
  const missing = uncovered(value)
  if (missing.length) issues.addIssue(wordsFor({ code: 'unprintable', facts: { characters: missing.join('') } }))
}

export const SignInInput = z.object({ idNumber, password, captcha, next: z.string().optional() })
export const StartRecoveryInput = z.object({
  name: knownName,
  idNumber,
  captcha,
})
export const ResetPasswordInput = z.object({ code, password, repeated: z.string() })
export const ActivateInput = ResetPasswordInput
export const AskWithoutPhoneInput = z.object({ name: knownName })
export const ChangePasswordInput = z.object({ current: z.string().min(1, '请填写原密码。').max(200), password, repeated: z.string() })
