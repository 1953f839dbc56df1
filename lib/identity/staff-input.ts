import { z } from 'zod'

export const normalizeUserName = (typed: string) => typed.normalize('NFKC').trim().toLowerCase()

const password = z.string().min(1, '请填写密码。').max(200)

/** Six digits of the authenticator, or a recovery code. */
const code = z
  .string()
  .transform((typed) => typed.normalize('NFKC').replace(/[\s-]/g, ''))
  .pipe(z.string().min(1, '请填写动态口令。').max(20, '动态口令是 6 位数字，恢复码是 10 位。'))

export const StaffSignInInput = z.object({
  userName: z.string().transform(normalizeUserName).pipe(z.string().min(1, '请填写用户名。').max(50)),
  password,
  /** From the second failure on. */
  captcha: z.string().max(32).optional(),
  next: z.string().max(500).optional(),
})
export const StaffCodeInput = z.object({ code })
export const StaffNewPasswordInput = z.object({ password, repeated: z.string() })
export const ChangeStaffPasswordInput = z.object({
  current: z.string().min(1, '请填写原密码。').max(200),
  password,
  repeated: z.string(),
})
