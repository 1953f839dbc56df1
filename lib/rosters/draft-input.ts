import { z } from 'zod'
import { type Column, columnList } from './columns'

const typed = z.string().max(500, '最多 500 个字。')

/** The row that was seen, and what was typed into its fields; each field has the name of its column. */
export const EditRowInput = z.object({
  rosterId: z.uuid(),
  row: z.coerce.number().int().min(1),
  version: z.string().max(64),
  ...(Object.fromEntries(columnList.map((column) => [column, typed.optional()])) as Record<Column, z.ZodOptional<typeof typed>>),
})

export const SeenRowInput = EditRowInput.pick({ rosterId: true, row: true, version: true })
export const RosterIdInput = z.object({ rosterId: z.uuid() })
