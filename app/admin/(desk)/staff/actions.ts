'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import {
  ChangeStaffInput,
  CreateStaffInput,
  changeStaff,
  createStaff,
  DisableStaffInput,
  resetStaff,
  StaffRefInput,
  setStaffDisabled,
} from '@/lib/identity/manage-staff'
import { staffCtx } from '@/lib/identity/session'
import { inviteToLink, unlinkStaff } from '@/lib/identity/sso/link-staff'
import { formAction } from '@/lib/shared/form-action'
import { forgetShownOnce, keepShownOnce } from '../../shown-once-cookie'

const manager = () => staffCtx('staff.manage')

export const createStaffAction = formAction(manager, CreateStaffInput, async (ctx, input) => {
  const { id: _, ...first } = await createStaff(ctx, input)
  await keepShownOnce(ctx, ctx.actor.id, { kind: 'first_password', ...first })
  redirect('/admin/staff/password')
})

export const resetStaffAction = formAction(manager, StaffRefInput, async (ctx, input) => {
  const { id: _, ...first } = await resetStaff(ctx, input)
  await keepShownOnce(ctx, ctx.actor.id, { kind: 'first_password', ...first })
  redirect('/admin/staff/password')
})

export const changeStaffAction = formAction(manager, ChangeStaffInput, async (ctx, input) => {
  await changeStaff(ctx, input)
  revalidatePath('/admin/staff')
})

export const disableStaffAction = formAction(manager, DisableStaffInput, async (ctx, input) => {
  await setStaffDisabled(ctx, input)
  revalidatePath('/admin/staff')
})

export const inviteToLinkAction = formAction(manager, StaffRefInput, async (ctx, input) => {
  await inviteToLink(ctx, input)
  revalidatePath('/admin/staff')
})

export const unlinkAction = formAction(manager, StaffRefInput, async (ctx, input) => {
  await unlinkStaff(ctx, input)
  revalidatePath('/admin/staff')
})

/** 已经转告: from now on nobody sees the first password again. */
export async function passwordToldAction() {
  await staffCtx('staff.manage')
  await forgetShownOnce()
  redirect('/admin/staff')
}
