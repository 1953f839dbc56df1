import { asc, isNotNull } from 'drizzle-orm'
import { staff } from '@/db/schema/identity'
import { decryptColumn } from '@/lib/shared/ciphers'
import type { Ctx } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'

import { totpAt } from './totp'

/** What the authenticators of the demo's staff show at this moment. Nothing in production. */
export async function listDemoCodes(ctx: Ctx) {
  if (env().mode !== 'demo') return []
  const rows = await ctx.db
    .select({
      id: staff.id,
      userName: staff.userName,
      name: staff.name,
      role: staff.role,
      totpCipher: staff.totpCipher,
      totpStep: staff.totpStep,
    })
    .from(staff)
    .where(isNotNull(staff.totpConfirmedAt))
    .orderBy(asc(staff.createdAt), asc(staff.id))
  return rows.map(({ id, totpCipher, totpStep, ...member }) => {
    const { code, step, secondsLeft } = totpAt(decryptColumn('staff.totp_cipher', { id }, totpCipher!).toString(), ctx.now)
    return { ...member, code, used: totpStep !== null && totpStep >= step, secondsLeft }
  })
}
