import { openShownOnce, type ShownOnce, sealShownOnce, shownOnceSeconds } from '@/lib/identity/shown-once'
import type { Ctx, Staff } from '@/lib/shared/context'
import { forgetCookie, hasCookie, keepCookie, readCookie } from '@/lib/shared/cookies'

export async function keepShownOnce(ctx: Ctx, staffId: string, shown: ShownOnce): Promise<void> {
  await keepCookie('shown-once', sealShownOnce(staffId, shown, ctx.now), shownOnceSeconds)
}

export const hasShownOnce = async () => hasCookie('shown-once')

export const readShownOnce = async (ctx: Ctx<Staff>) => openShownOnce(ctx.actor.id, await readCookie('shown-once'), ctx.now)

export const forgetShownOnce = () => forgetCookie('shown-once')
