'use server'
import { revalidatePath } from 'next/cache'
import { registerPhone, removePhoto, resetPassword, setLocked } from '@/lib/identity/reset-person'
import { staffCtx } from '@/lib/identity/session'
import { LockPersonInput, PersonReasonInput, RegisterPhoneInput, ResetPersonInput } from '@/lib/identity/staff-people-input'
import { unmaskPerson } from '@/lib/identity/unmask-person'
import { CorrectHoursInput, correctHours } from '@/lib/learning/correct-hours'
import { formAction } from '@/lib/shared/form-action'

const may = (right: Parameters<typeof staffCtx>[0]) => () => staffCtx(right)

const showAgain = (traineeId: string) => revalidatePath(`/admin/people/${traineeId}`)

/** The whole numbers stand in this answer and nowhere else. */
export const unmaskAction = formAction(may('people.unmask'), PersonReasonInput, async (ctx, input) => {
  const { idNumber, phone } = await unmaskPerson(ctx, input)
  return { idNumber, phone: phone ?? '未登记' }
})

export const resetPasswordAction = formAction(may('people.reset'), ResetPersonInput, async (ctx, input) => {
  await resetPassword(ctx, input)
  showAgain(input.traineeId)
})

export const registerPhoneAction = formAction(may('people.reset'), RegisterPhoneInput, async (ctx, input) => {
  await registerPhone(ctx, input)
  showAgain(input.traineeId)
})

export const removePhotoAction = formAction(may('people.reset'), ResetPersonInput, async (ctx, input) => {
  await removePhoto(ctx, input)
  showAgain(input.traineeId)
})

export const setLockedAction = formAction(may('people.reset'), LockPersonInput, async (ctx, input) => {
  await setLocked(ctx, input)
  showAgain(input.traineeId)
})

export const correctHoursAction = formAction(may('hours.correct'), CorrectHoursInput, async (ctx, input) => {
  await correctHours(ctx, input)
  revalidatePath(`/admin/people/${input.traineeId}/studies/${input.studyId}`)
})
