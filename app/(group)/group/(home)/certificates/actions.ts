'use server'
import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { enterpriseCtx } from '@/lib/identity/session'
import { startPack } from '@/lib/rosters/pack-certificates'
import { formAction } from '@/lib/shared/form-action'

export const startPackAction = formAction(enterpriseCtx, z.object({ classId: z.uuid() }), async (ctx, { classId }) => {
  await startPack(ctx, classId)
  revalidatePath('/group/certificates')
})
