import { cookies } from 'next/headers'
import { secureCookies } from '@/lib/identity/session-token'
import { openShownOnce, type ShownOnce, sealShownOnce, shownOnceSeconds } from '@/lib/identity/shown-once'
import type { Ctx, Staff } from '@/lib/shared/context'

const name = 'shown-once'

export async function keepShownOnce(ctx: Ctx, staffId: string, shown: ShownOnce): Promise<void> {
  const options = { httpOnly: true, sameSite: 'lax', secure: secureCookies(), path: '/admin', maxAge: shownOnceSeconds } as const
  ;(await cookies()).set(name, sealShownOnce(staffId, shown, ctx.now), options)
}

export const hasShownOnce = async () => (await cookies()).has(name)

export const readShownOnce = async (ctx: Ctx<Staff>) => openShownOnce(ctx.actor.id, (await cookies()).get(name)?.value, ctx.now)

export const forgetShownOnce = async () => (await cookies()).delete({ name, path: '/admin' })
