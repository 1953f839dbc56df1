import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { regions } from '@/db/schema/identity'
import type { Ctx } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { type CodeKind, readCode } from './code'
import type { UnitInput } from './input'

/**
 * 单位信息 as typed, its code read: one whose check digit fails is asked about once, and marked for the reviewer.
 * @throws Refused('region_unknown' | 'enterprise_code_doubtful' | those of readCode)
 */
export async function readUnit(ctx: Ctx, input: z.output<typeof UnitInput>) {
  const { enterpriseCode: code, codeConfirmed, name, kind, regionCode, address } = input
  const read = readCode(code)
  if ('code' in read) throw new Refused(read.code, read.facts, 'enterpriseCode')
  const known = await ctx.db.select({ code: regions.code }).from(regions).where(eq(regions.code, regionCode))
  if (!known.length) throw new Refused('region_unknown', {}, 'regionCode')
  if (read.doubtful && codeConfirmed !== 'on') throw new Refused('enterprise_code_doubtful', {}, 'codeConfirmed')
  const codeKind: CodeKind = read.kind
  return { name, kind, code, codeKind, codeDoubtful: read.doubtful, regionCode, address }
}
