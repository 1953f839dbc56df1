import { z } from 'zod'
import { documentKind } from '@/db/schema/identity'
import { normalizeEmployer } from './employer-rules'
import { captcha, code, name, newPassword, phone, printed } from './input'
import { normalizeIdNumber, normalizeText } from './rules'

const agreed = (sentence: string) => z.literal('on', { error: sentence })
const version = z.string().max(20)

export const AgreeInput = z.object({
  agreed: agreed('请阅读并同意《用户服务协议》和《隐私政策》。'),
  sensitive: agreed('请单独同意处理证件号码和照片，否则无法实名注册。'),
  terms: version,
  privacy: version,
  sensitive_data: version,
})

export const IdentityInput = z.object({
  name,
  documentKind: z.enum(documentKind.enumValues, { error: '请选择证件类型。' }),
  idNumber: z.string().transform(normalizeIdNumber).pipe(z.string().max(64)),
})

export const PhoneInput = z.object({ phone, captcha })

export const PhoneCodeInput = z.object({ code })
export const NewPasswordInput = newPassword

export const EmploymentInput = z.object({
  employer: z
    .string()
    .transform((typed) => normalizeEmployer(normalizeText(typed)))
    .pipe(z.string().min(1, '请填写单位名称。').max(100, '单位名称最多 100 个字。').superRefine(printed)),
  isFullName: z.literal('yes').optional(),
  regionCode: z.string().min(1, '请选择所在行政区划。').max(12),
  technicalGrade: z.string().default('').transform(normalizeText).pipe(z.string().max(50, '职称或技术等级最多 50 个字。')),
})

const share = z.coerce.number().min(0).max(100)
/** The part of the photo that was chosen; a browser without scripts sends none. */
export const CropInput = z.object({ x: share, y: share, width: share, height: share })
/** `version` names the upload that waits. */
export const SetPhotoInput = z.object({ version: z.coerce.number().int().positive(), crop: z.string().max(200).optional() })
export const FinishInput = z.object({ crop: z.string().max(200).optional() })

/** Reads the hidden field of the cropper; null without one. What is no crop counts as none. */
export function readCrop(text: string | undefined): z.output<typeof CropInput> | null {
  const [x, y, width, height] = (text ?? '').split(',')
  const crop = CropInput.safeParse({ x, y, width, height })
  return text && crop.success ? crop.data : null
}
