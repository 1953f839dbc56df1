import { z } from 'zod'
import { isId } from '@/lib/shared/is-id'

export const DayInput = z.object({ provider: z.string().regex(/^[a-z]{1,20}$/), day: z.iso.date() })

export const SettleInput = z.object({
  id: z.string().refine(isId),
  outcome: z.enum(['kept', 'foreign'], '请选择怎样处理。'),
  note: z.string().trim().min(1, '请写明查到的情况和依据。').max(200, '最多 200 个字。'),
})
