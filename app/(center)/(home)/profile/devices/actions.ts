'use server'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { traineeCtx } from '@/lib/identity/session'
import { SessionInput } from '@/lib/identity/session-input'
import { endOtherSessions, endSession } from '@/lib/identity/sessions'
import { formAction } from '@/lib/shared/form-action'

export const endSessionAction = formAction(traineeCtx, SessionInput, async (ctx, { sessionId }) => {
  await endSession(ctx, sessionId)
  redirect('/profile/devices?done=one')
})

export const endOtherSessionsAction = formAction(traineeCtx, z.object({}), async (ctx) => {
  await endOtherSessions(ctx)
  redirect('/profile/devices?done=others')
})
