'use server'
import { revalidatePath } from 'next/cache'
import { cancelOwnPhone, OwnPhoneChangeInput } from '@/lib/identity/phone-change/decide'
import { traineeCtx } from '@/lib/identity/session'
import { formAction } from '@/lib/shared/form-action'

export const cancelOwnPhoneAction = formAction(traineeCtx, OwnPhoneChangeInput, async (ctx, input) => {
  await cancelOwnPhone(ctx, input)
  revalidatePath('/profile')
  revalidatePath('/messages')
})
