'use server'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { staffCtx } from '@/lib/identity/session'
import { SessionInput } from '@/lib/identity/session-input'
import { endOtherSessions, endSession } from '@/lib/identity/sessions'
import { formAction } from '@/lib/shared/form-action'

export const endSessionAction = formAction(
  () => staffCtx(),
  SessionInput,
  async (ctx, { sessionId }) => {
    await endSession(ctx, sessionId)
    redirect('/admin/account/devices?done=one')
  },
)

export const endOtherSessionsAction = formAction(
  () => staffCtx(),
  z.object({}),
  async (ctx) => {
    await endOtherSessions(ctx)
    redirect('/admin/account/devices?done=others')
  },
)
