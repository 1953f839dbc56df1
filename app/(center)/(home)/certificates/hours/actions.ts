'use server'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { proveHours } from '@/lib/certificates/prove-hours'
import { traineeCtx } from '@/lib/identity/session'
import { formAction } from '@/lib/shared/form-action'
import { isId } from '@/lib/shared/is-id'

const page = (proofId: string) => `/certificates/hours?made=${proofId}`

export const proveYearAction = formAction(traineeCtx, z.object({ year: z.coerce.number().int() }), async (ctx, { year }) => {
  redirect(page(await proveHours(ctx, { year })))
})

/** Ticked courses arrive as fields named study:… */
const Ticked = z.record(z.string(), z.string()).transform((fields) => ({
  studyIds: Object.keys(fields).flatMap((name) => (name.startsWith('study:') && isId(name.slice(6)) ? [name.slice(6)] : [])),
}))

export const proveCoursesAction = formAction(traineeCtx, Ticked, async (ctx, { studyIds }) => {
  redirect(page(await proveHours(ctx, { studyIds })))
})
