'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { readBasket, writeBasket } from '@/app/(public)/courses/basket'
import { parseCourseIds } from '@/lib/catalog/input'
import { orderCourses } from '@/lib/checkout/order-courses'
import { traineeCtx } from '@/lib/identity/session'
import { InvoiceTitleInput } from '@/lib/invoices/input'
import { formAction } from '@/lib/shared/form-action'
import { Refused } from '@/lib/shared/refused'
import { ticked } from '@/lib/shared/ticked'

const OrderCoursesInput = z
  .object({
    courses: z
      .string()
      .transform(parseCourseIds)
      .refine((ids) => ids.length > 0, '请先选择课程。'),
    expectedFen: z.coerce.number().int().min(0),
    ownedConfirmed: ticked,
  })
  .and(InvoiceTitleInput)

export const orderCoursesAction = formAction(traineeCtx, OrderCoursesInput, async (ctx, { courses: courseIds, ...input }) => {
  const orderId = await orderCourses(ctx, { courseIds, ...input }).catch((error) => {
    if (error instanceof Refused) revalidatePath('/courses/order') // what changed meanwhile is drawn beside the refusal
    throw error
  })
  await writeBasket((await readBasket()).filter((id) => !courseIds.includes(id)))
  redirect(input.expectedFen === 0 ? '/my-courses?opened' : `/orders/${orderId}`)
})
