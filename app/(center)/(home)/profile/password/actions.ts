'use server'
import { redirect } from 'next/navigation'
import { beginSession } from '@/lib/identity/auth'
import { changePassword } from '@/lib/identity/change-password'
import { ChangePasswordInput } from '@/lib/identity/input'
import { traineeCtx } from '@/lib/identity/session'
import { formAction } from '@/lib/shared/form-action'

export const changePasswordAction = formAction(traineeCtx, ChangePasswordInput, async (ctx, input) => {
  await beginSession(await changePassword(ctx, input)) // all sessions ended, this one begins anew
  redirect('/profile/password?changed=1') // the page must be drawn by a request that carries the new session
})
