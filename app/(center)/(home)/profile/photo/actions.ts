'use server'
import { redirect } from 'next/navigation'
import { setPhoto } from '@/lib/identity/photo'
import { readCrop, SetPhotoInput } from '@/lib/identity/registration-input'
import { traineeCtx } from '@/lib/identity/session'
import { formAction } from '@/lib/shared/form-action'

export const setPhotoAction = formAction(traineeCtx, SetPhotoInput, async (ctx, { version, crop }) => {
  await setPhoto(ctx, version, readCrop(crop))
  redirect('/profile?photo=1')
})
