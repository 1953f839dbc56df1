import { z } from 'zod'
import { normalizeIdNumber, normalizeName } from './rules'

const idNumber = z
  .string()
  .transform(normalizeIdNumber)
  .superRefine((value, issues) => {
    if (!value) issues.addIssue('请填写身份证号。')
    else if (value.length !== 18) issues.addIssue(`现在是 ${value.length} 位，请补全 18 位身份证号。`)
    else if (!/^\d{17}[\dX]$/.test(value)) issues.addIssue('身份证号只有数字，末位可以是 X，请对照身份证核对。')
  })
const captcha = z.string().trim().min(1, '请填写图片中的验证码。').max(32)
const code = z
  .string()
  .transform((typed) => normalizeIdNumber(typed))
  .pipe(z.string().regex(/^\d{6}$/, '请填写短信中的 6 位数字。'))
const password = z.string().min(1, '请填写密码。').max(200)

const name = z.string().transform(normalizeName).pipe(z.string().min(1, '请填写姓名。').max(50, '姓名最多 50 个字。'))

export const SignInInput = z.object({ idNumber, password, captcha, next: z.string().optional() })
export const StartRecoveryInput = z.object({
  name,
  idNumber,
  captcha,
})
export const ResetPasswordInput = z.object({ code, password, repeated: z.string() })
export const ActivateInput = ResetPasswordInput
export const AskWithoutPhoneInput = z.object({ name })
export const ChangePasswordInput = z.object({ current: z.string().min(1, '请填写原密码。').max(200), password, repeated: z.string() })
