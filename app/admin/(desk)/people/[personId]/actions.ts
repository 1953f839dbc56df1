'use server'
import { revalidatePath } from 'next/cache'
import { correctNameFor } from '@/lib/identity/correct-name-for'
import { cancelPhone, PhoneChangeInput, releasePhone } from '@/lib/identity/phone-change/decide'
import { registerPhone, removePhoto, resetPassword, setLocked } from '@/lib/identity/reset-person'
import { staffCtx } from '@/lib/identity/session'
import {
  CorrectNameInput,
  LockPersonInput,
  PersonReasonInput,
  RegisterPhoneInput,
  ResetPersonInput,
} from '@/lib/identity/staff-people-input'
import { unmaskPerson } from '@/lib/identity/unmask-person'
import { CorrectHoursInput, correctHours } from '@/lib/learning/correct-hours'
import { formAction } from '@/lib/shared/form-action'
import { formatMoment } from '@/lib/shared/time'

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
  const effect = await registerPhone(ctx, input)
  showAgain(input.traineeId)
  return { effect: formatMoment(effect) }
})

export const releasePhoneAction = formAction(may('people.reset'), PhoneChangeInput, async (ctx, input) => {
  await releasePhone(ctx, input)
  revalidatePath('/admin', 'layout') // the number beside the menu's entry
})

export const cancelPhoneAction = formAction(may('people.reset'), PhoneChangeInput, async (ctx, input) => {
  await cancelPhone(ctx, input)
  revalidatePath('/admin', 'layout')
})

export const removePhotoAction = formAction(may('people.reset'), ResetPersonInput, async (ctx, input) => {
  await removePhoto(ctx, input)
  showAgain(input.traineeId)
})

export const correctNameAction = formAction(may('people.reset'), CorrectNameInput, async (ctx, input) => {
  await correctNameFor(ctx, input)
  revalidatePath('/admin', 'layout')
})

export const setLockedAction = formAction(may('people.reset'), LockPersonInput, async (ctx, input) => {
  await setLocked(ctx, input)
  showAgain(input.traineeId)
})

export const correctHoursAction = formAction(may('hours.correct'), CorrectHoursInput, async (ctx, input) => {
  await correctHours(ctx, input)
  revalidatePath(`/admin/people/${input.traineeId}/studies/${input.studyId}`)
})
