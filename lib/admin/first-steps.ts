import { sql } from 'drizzle-orm'
import { categories, classes, courses, programs } from '@/db/schema/catalog'
import { regions, staff } from '@/db/schema/identity'
import type { Ctx, Staff } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { requireRight } from '@/lib/shared/staff'

const steps = ['settings', 'basics', 'courses', 'program', 'open', 'staff'] as const
export type FirstStep = (typeof steps)[number]

/**
 * What a new portal still lacks before anybody can enrol; null once a published programme has a class.
 * @throws NotFound without the right 'programs.edit'
 */
export async function getFirstSteps(ctx: Ctx<Staff>): Promise<Record<FirstStep, boolean> | null> {
  requireRight(ctx, 'programs.edit')
  const [found] = await ctx.db.execute<Record<Exclude<FirstStep, 'settings'>, boolean>>(sql`select
    exists (select from ${regions}) and exists (select from ${categories}) basics,
    exists (select from ${courses} where ${courses.publishedAt} is not null) courses,
    exists (select from ${programs}) program,
    exists (select from ${programs} join ${classes} on ${classes.programId} = ${programs.id} where ${programs.publishedAt} is not null) open,
    (select count(*) from ${staff}) > 1 staff`)
  return found!.open ? null : { ...found!, settings: env().unidentified.length === 0 }
}
