import { z } from 'zod'
import { enterpriseKind } from '@/db/schema/identity'
import { messages } from '@/lib/shared/messages'
import { normalizeEmployer } from '../employer-rules'
import { captcha, code, name, newPassword, password, phone, printed } from '../input'
import { normalizeText } from '../rules'
import { normalizeCode, readCode } from './code'

/** 统一社会信用代码, 注册号 or 组织机构代码, mended; its form is checked, its check digit is not. */
const enterpriseCode = z
  .string()
  .max(64)
  .transform(normalizeCode)
  .superRefine((value, issues) => {
    const read = readCode(value)
    if ('code' in read) issues.addIssue(messages[read.code].replace('{length}', String(value.length)))
  })

export const EnterpriseSignInInput = z.object({ enterpriseCode, password, captcha, next: z.string().optional() })

const version = z.string().max(20)
export const AgreeAsEnterpriseInput = z.object({
  agreed: z.literal('on', { error: '请阅读并同意《用户服务协议》和《隐私政策》。' }),
  terms: version,
  privacy: version,
})

/** 单位信息, as registered and as corrected after a rejection. */
export const UnitInput = z.object({
  name: z
    .string()
    .transform((typed) => normalizeEmployer(normalizeText(typed)))
    .pipe(z.string().min(2, '请填写单位名称。').max(100, '单位名称最多 100 个字。').superRefine(printed)),
  enterpriseCode,
  /** Says that a code whose check digit fails was compared with the licence. */
  codeConfirmed: z.literal('on').optional(),
  kind: z.enum(enterpriseKind.enumValues, { error: '请选择单位类型。' }),
  regionCode: z.string().min(1, '请选择所在行政区划。').max(12),
  address: z.string().transform(normalizeText).pipe(z.string().min(5, '请填写详细地址，到门牌号。').max(200, '地址最多 200 个字。')),
})

export const contactName = name
export const ContactInput = z.object({ contactName, phone, captcha })
export const ContactCodeInput = z.object({ code })
export const FinishEnterpriseInput = newPassword

export const StartEnterpriseRecoveryInput = z.object({ enterpriseCode, phone, captcha })

/** A rejected registration, corrected. */
export const CorrectEnterpriseInput = UnitInput.extend({ contactName })

export const ContactNameInput = z.object({ contactName })

export const DecideInput = z.object({ enterpriseId: z.uuid(), submittedAt: z.iso.datetime() })
export const RejectInput = DecideInput.extend({
  reason: z
    .string()
    .transform((typed) => typed.trim())
    .pipe(z.string().min(1, '请写明驳回的原因，单位会看到。').max(500, '原因最多 500 个字。')),
})

/** What the staff changes of an approved enterprise, and why. */
export const ReviseInput = CorrectEnterpriseInput.extend({
  enterpriseId: z.uuid(),
  phone,
  reason: z
    .string()
    .transform((typed) => typed.trim())
    .pipe(z.string().min(1, '请写明更正的原因。').max(500, '原因最多 500 个字。')),
})
