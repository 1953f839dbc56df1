import { z } from 'zod'
import { messages } from '@/lib/shared/messages'
import { captcha, password } from '../input'
import { normalizeCode, readCode } from './code'

/** 统一社会信用代码, 注册号 or 组织机构代码, mended; its form is checked, its check digit is not. */
export const enterpriseCode = z
  .string()
  .max(64)
  .transform(normalizeCode)
  .superRefine((value, issues) => {
    const read = readCode(value)
    if ('code' in read) issues.addIssue(messages[read.code].replace('{length}', String(value.length)))
  })

export const EnterpriseSignInInput = z.object({ code: enterpriseCode, password, captcha, next: z.string().optional() })
