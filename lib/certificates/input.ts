import { z } from 'zod'

const reason = (what: string) => z.string(`请填写${what}的原因。`).trim().min(1, `请填写${what}的原因。`).max(200, '原因最多 200 字。')

export const RevokeInput = z.object({ certificateId: z.uuid(), reason: reason('撤销') })
export const ReissueInput = z.object({ certificateId: z.uuid(), reason: reason('换发') })
