'use server'
import { revalidatePath } from 'next/cache'
import { AddPhotoInput, addPhoto } from '@/lib/certificates/add-photo'
import { traineeCtx } from '@/lib/identity/session'
import { formAction } from '@/lib/shared/form-action'

export const addPhotoAction = formAction(traineeCtx, AddPhotoInput, async (ctx, input) => {
  await addPhoto(ctx, input)
  revalidatePath('/certificates', 'layout')
})
