'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { orderApplication } from '@/lib/checkout/order-application'
import { confirmCourses, saveClass, saveElective, saveEmployer } from '@/lib/enrollment/application'
import { ClassInput, CoursesInput, ElectiveInput, EmployerInput } from '@/lib/enrollment/application-input'
import { getApplication } from '@/lib/enrollment/application-queries'
import type { ApplicationStep } from '@/lib/enrollment/application-rules'
import { traineeCtx } from '@/lib/identity/session'
import { InvoiceTitleInput } from '@/lib/invoices/input'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { formAction } from '@/lib/shared/form-action'
import { Refused } from '@/lib/shared/refused'

/** On to the next step; whoever came back to change one answer of a complete application returns to the confirmation. */
async function goOn(ctx: Ctx<Trainee>, programId: string, next: ApplicationStep) {
  const { gap } = await getApplication(ctx, programId)
  redirect(`/enroll/${programId}/${gap === 'confirm' ? gap : next}`)
}

export const saveEmployerAction = formAction(traineeCtx, EmployerInput, async (ctx, input) => {
  await saveEmployer(ctx, input)
  await goOn(ctx, input.programId, 'class')
})

export const saveClassAction = formAction(traineeCtx, ClassInput, async (ctx, input) => {
  await saveClass(ctx, input)
  await goOn(ctx, input.programId, 'courses')
})

export const saveElectiveAction = formAction(traineeCtx, ElectiveInput, async (ctx, input) => {
  await saveElective(ctx, input)
  revalidatePath(`/enroll/${input.programId}/courses`)
})

export const confirmCoursesAction = formAction(traineeCtx, CoursesInput, async (ctx, input) => {
  await confirmCourses(ctx, input)
  await goOn(ctx, input.programId, 'confirm')
})

const OrderInput = z.object({ programId: z.uuid(), expectedFen: z.coerce.number().int().min(0) }).and(InvoiceTitleInput)

/** 提交订单. What changed meanwhile is said, and the page shows it: it is drawn anew with today's class, courses and price. */
export const orderAction = formAction(traineeCtx, OrderInput, async (ctx, input) => {
  const orderId = await orderApplication(ctx, input).catch((error) => {
    if (error instanceof Refused) revalidatePath(`/enroll/${input.programId}`, 'layout')
    throw error
  })
  redirect(`/orders/${orderId}`)
})
