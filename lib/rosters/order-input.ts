import { z } from 'zod'

const rosterId = z.uuid()
const numbers = (text: string) => text.split(',').filter(Boolean).map(Number)

export const RosterRef = z.object({ rosterId })

/** `rows`: numbers of rows, with commas between. */
export const TakeOutInput = z.object({
  rosterId,
  rows: z
    .string()
    .regex(/^[\d,]*$/)
    .transform(numbers)
    .pipe(z.array(z.int().min(1).max(2_000_000)).min(1, '请先勾选要移出的人。').max(20_000)),
})

/** 重新提交 of a roster whose order ended unpaid: with the invoice title that the order had. */
export const SubmitAgainInput = z.object({
  orderId: z.uuid(),
  rosterId,
  expectedFen: z.coerce.number().int().min(0),
})
