import { and, asc, desc, eq, inArray, ne, type SQL, sql } from 'drizzle-orm'
import { classes, programs } from '@/db/schema/catalog'
import { regions } from '@/db/schema/identity'
import { classFields } from '@/lib/catalog/class-fields'
import { type Offer, refusalToEnroll } from '@/lib/enrollment/rules'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import type { Refusal } from '@/lib/shared/refused'
import { requireApproved } from '@/lib/shared/staff'
import { days, later } from '@/lib/shared/time'
import type { RowRules } from './rules'

/** Why nobody of a group can join a class now; null when somebody can. */
export const refusalToJoin = (offer: Offer & { closedAt: Date | null }, now: Date): Refusal | null =>
  offer.closedAt && offer.closedAt <= now ? { code: 'enrolment_closed', facts: {} } : refusalToEnroll(offer, now)

/** Classes that a group may join whole: of a published programme, priced as one. Each says why it cannot be joined now. */
async function selectClasses(ctx: Ctx<Enterprise>, which: SQL | undefined) {
  const rows = await ctx.db
    .select({ ...classFields, program: programs.title, year: programs.year, feeFen: programs.feeFen })
    .from(classes)
    .innerJoin(programs, eq(programs.id, classes.programId))
    .innerJoin(regions, eq(regions.code, classes.regionCode))
    .where(
      and(
        eq(programs.pricing, 'class'),
        ne(programs.selectionTiming, 'single_courses'),
        sql`${programs.publishedAt} <= ${ctx.now.toISOString()}`,
        which,
      ),
    )
    .orderBy(desc(programs.year), asc(regions.position), asc(programs.title), asc(classes.title))
  return rows.map(({ closedAt, ...row }) => ({ ...row, refusal: refusalToJoin({ ...row, closedAt }, ctx.now) }))
}
export type GroupClass = Awaited<ReturnType<typeof selectClasses>>[number]

/** 我要报名: what a group may join in a region; those whose enrolment ended more than a month ago are history. */
export async function listGroupClasses(ctx: Ctx<Enterprise>, regionCode: string): Promise<GroupClass[]> {
  requireApproved(ctx)
  const recent = sql`${classes.enrolUntil} > ${later(ctx.now, -days(30)).toISOString()}`
  return selectClasses(ctx, and(eq(classes.regionCode, regionCode), recent))
}

/** @throws NotFound, also for classes that groups cannot join */
export async function getGroupClass(ctx: Ctx<Enterprise>, classId: string): Promise<GroupClass> {
  requireApproved(ctx)
  const [found] = isId(classId) ? await selectClasses(ctx, eq(classes.id, classId)) : []
  if (!found) throw new NotFound()
  return found
}

/** The class whose template a file is by the titles above its header, where it is none of this class. */
export async function findTemplateOfOther(ctx: Ctx<Enterprise>, joined: { title: string }, titles: string[]): Promise<string | undefined> {
  if (!titles.length || titles.includes(joined.title)) return undefined
  const [other] = await ctx.db.select({ title: classes.title }).from(classes).where(inArray(classes.title, titles)).limit(1)
  return other?.title
}

/** Without these nobody can be given an account or a seat. */
export const requiredColumns: RowRules['required'] = ['name', 'idNumber', 'phone']

/** How the rows of an enterprise are checked. No list of grades is kept by the platform, so any may be written. */
export const rowRulesOf = (ctx: Ctx<Enterprise>): RowRules => ({
  now: ctx.now,
  required: requiredColumns,
  grades: [],
  employer: ctx.actor.name,
})
