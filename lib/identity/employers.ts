import { asc, ilike } from 'drizzle-orm'
import { employers, regions } from '@/db/schema/identity'
import type { Ctx } from '@/lib/shared/context'
import { normalizeText } from './rules'

/** 单位 already known whose names contain what was typed, shortest first; nothing below two characters. */
export async function suggestEmployers(ctx: Ctx, typed: string): Promise<string[]> {
  const text = normalizeText(typed).slice(0, 50)
  if ([...text].length < 2) return []
  const rows = await ctx.db
    .select({ name: employers.name })
    .from(employers)
    .where(ilike(employers.name, `%${text.replace(/[\\%_]/g, '\\$&')}%`))
    .orderBy(asc(employers.name))
    .limit(50)
  return rows
    .map(({ name }) => name)
    .sort((a, b) => a.length - b.length)
    .slice(0, 8)
}

/** 行政区划 to choose from, in their usual order. */
export const listRegions = (ctx: Ctx) =>
  ctx.db.select({ code: regions.code, name: regions.name }).from(regions).orderBy(asc(regions.position))
