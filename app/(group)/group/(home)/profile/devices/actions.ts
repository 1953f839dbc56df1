'use server'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { enterpriseCtx } from '@/lib/identity/session'
import { SessionInput } from '@/lib/identity/session-input'
import { endOtherSessions, endSession } from '@/lib/identity/sessions'
import { formAction } from '@/lib/shared/form-action'

export const endSessionAction = formAction(enterpriseCtx, SessionInput, async (ctx, { sessionId }) => {
  await endSession(ctx, sessionId)
  redirect('/group/profile/devices?done=one')
})

export const endOtherSessionsAction = formAction(enterpriseCtx, z.object({}), async (ctx) => {
  await endOtherSessions(ctx)
  redirect('/group/profile/devices?done=others')
})
