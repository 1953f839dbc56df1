import { z } from 'zod'
import { name, phone } from './input'
import { normalizeIdNumber, normalizeText } from './rules'

/** Why somebody of the staff does something to a person's data: kept in the audit log. */
export const reason = z
  .string()
  .transform(normalizeText)
  .pipe(z.string().min(2, '请填写原因，会记录在操作日志中。').max(200, '原因最多 200 个字。'))

const traineeId = z.uuid()
/** The number that a caller says: whole, and compared with the one on file. */
const idNumber = z.string().transform(normalizeIdNumber).pipe(z.string().min(1, '请填写来电人报出的证件号码。').max(30))

export const PersonReasonInput = z.object({ traineeId, reason })
export const ResetPersonInput = z.object({ traineeId, idNumber, reason })
export const RegisterPhoneInput = z.object({ traineeId, idNumber, phone, reason })
export const CorrectNameInput = z.object({
  traineeId,
  idNumber,
  name,
  evidence: z
    .string()
    .transform(normalizeText)
    .pipe(z.string().min(6, '请写明看了哪份证件、怎样核对的，至少 6 个字。').max(200, '最多 200 个字。')),
  reason,
})
export const LockPersonInput = z.object({ traineeId, reason, locked: z.enum(['yes', 'no']) })
