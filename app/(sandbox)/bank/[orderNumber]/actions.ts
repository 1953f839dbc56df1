'use server'
import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { pageCtx } from '@/lib/identity/session'
import { payTrade } from '@/lib/sandbox-bank/trades'
import { formAction } from '@/lib/shared/form-action'

const PayInput = z.object({ orderNumber: z.string(), token: z.string(), manner: z.enum(['once', 'twice', 'late', 'never', 'fail']) })

export const payAction = formAction(pageCtx, PayInput, async (ctx, { orderNumber, token, manner }) => {
  await payTrade(ctx, orderNumber, token, manner)
  revalidatePath(`/bank/${orderNumber}`)
})
