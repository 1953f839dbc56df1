import { asc, desc, eq, sql } from 'drizzle-orm'
import { employers, regions } from '@/db/schema/identity'
import type { Ctx } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { employerPattern, looksShortened } from './employer-rules'

/** 行政区划 to choose from, in their usual order. */
export const listRegions = (ctx: Ctx) =>
  ctx.db.select({ code: regions.code, name: regions.name }).from(regions).orderBy(asc(regions.position))

/** Known 单位 whose full names hold what was typed, in this order; those of the region first. At most eight. */
export async function suggestEmployers(ctx: Ctx, typed: string, regionCode?: string | null) {
  if ([...typed].length < 2) return []
  return ctx.db
    .select({ name: employers.name, regionCode: employers.regionCode, region: regions.name })
    .from(employers)
    .leftJoin(regions, eq(regions.code, employers.regionCode))
    .where(sql`${employers.name} like ${employerPattern(typed)}`)
    .orderBy(
      desc(sql`${employers.regionCode} is not distinct from ${regionCode ?? null}`),
      asc(sql`char_length(${employers.name})`),
      asc(employers.name),
    )
    .limit(8)
}

/**
 * A name that looks shortened is asked about once: whoever says that it is the full name is believed.
 * @throws Refused('employer_shortened') with names that it may stand for
 */
export async function refuseShortened(ctx: Ctx, given: { employer: string; regionCode: string; isFullName?: boolean }): Promise<void> {
  const { employer, regionCode, isFullName } = given
  if (isFullName || !looksShortened(employer)) return
  const [known] = await ctx.db.select({ id: employers.id }).from(employers).where(eq(employers.name, employer))
  if (known) return
  const names = (await suggestEmployers(ctx, employer, regionCode)).slice(0, 3).map(({ name }) => name)
  throw new Refused('employer_shortened', { name: employer, like: names.length ? `，例如${names.join('、')}` : '' }, 'employer')
}
