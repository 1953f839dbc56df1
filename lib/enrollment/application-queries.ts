import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { categories, chapters, classes, courses, programCourses, programParts, programs, providers, specialties } from '@/db/schema/catalog'
import { applications, enrollments } from '@/db/schema/enrollment'
import { regions } from '@/db/schema/identity'
import { classFields } from '@/lib/catalog/class-fields'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { groupBy } from '@/lib/shared/group'
import { NotFound } from '@/lib/shared/not-found'
import { firstGap, needsReason } from './application-rules'
import { priceOf } from './pricing'
import { listParts } from './queries'
import { refusalToEnroll, tally, totals } from './rules'

const live = ['reserved', 'active', 'passed'] as const

/** Published programmes whose courses are chosen before the order, with the trainee's application and live enrollment. */
function selectPrograms(ctx: Ctx<Trainee>, which: SQL) {
  const me = ctx.actor.id
  return ctx.db
    .select({
      program: programs,
      category: categories.name,
      specialty: specialties.name,
      application: applications,
      enrollmentId: enrollments.id,
      enrollmentStatus: enrollments.status,
    })
    .from(programs)
    .innerJoin(categories, eq(categories.id, programs.categoryId))
    .leftJoin(specialties, eq(specialties.id, programs.specialtyId))
    .leftJoin(applications, and(eq(applications.traineeId, me), eq(applications.programId, programs.id)))
    .leftJoin(
      enrollments,
      and(eq(enrollments.traineeId, me), eq(enrollments.programId, programs.id), inArray(enrollments.status, [...live])),
    )
    .where(and(eq(programs.selectionTiming, 'before_payment'), sql`${programs.publishedAt} <= ${ctx.now.toISOString()}`, which))
    .orderBy(desc(applications.updatedAt))
}

/** All courses of programmes; `offered` false: withdrawn, or not published. */
async function listProgramCourses(ctx: Ctx, programIds: string[]) {
  return ctx.db
    .select({
      programId: programCourses.programId,
      courseId: courses.id,
      partId: programCourses.partId,
      compulsory: programParts.compulsory,
      slug: courses.slug,
      title: courses.title,
      summary: courses.summary,
      provider: providers.name,
      creditHours: courses.creditHours,
      priceFen: programCourses.priceFen,
      quizRequired: programCourses.quizRequired,
      chapters: sql<number>`(select count(*)::int from ${chapters} where ${chapters.courseId} = ${courses.id})`,
    })
    .from(programCourses)
    .innerJoin(programParts, eq(programParts.id, programCourses.partId))
    .innerJoin(courses, eq(courses.id, programCourses.courseId))
    .innerJoin(providers, eq(providers.id, courses.providerId))
    .where(
      and(
        sql`${programCourses.programId} = any(${sql.param(programIds)}::uuid[])`,
        sql`${courses.publishedAt} <= ${ctx.now.toISOString()}`,
      ),
    )
    .orderBy(asc(courses.title))
}

/** The classes of a programme, with why each cannot be joined now, by region. */
export async function listClassesOf(ctx: Ctx, programId: string) {
  const rows = await ctx.db
    .select(classFields)
    .from(classes)
    .innerJoin(regions, eq(regions.code, classes.regionCode))
    .where(eq(classes.programId, programId))
    .orderBy(asc(regions.position), asc(classes.title))
  return rows.map((row) => ({ ...row, refusal: refusalToEnroll(row, ctx.now) }))
}
export type OfferedClass = Awaited<ReturnType<typeof listClassesOf>>[number]

async function listChosenClasses(ctx: Ctx, ids: string[]): Promise<Map<string, OfferedClass>> {
  if (!ids.length) return new Map()
  const rows = await ctx.db
    .select(classFields)
    .from(classes)
    .innerJoin(regions, eq(regions.code, classes.regionCode))
    .where(sql`${classes.id} = any(${sql.param(ids)}::uuid[])`)
  return new Map(rows.map((row) => [row.id, { ...row, refusal: refusalToEnroll(row, ctx.now) }]))
}

/** Titles of courses chosen earlier that the programme no longer offers. */
async function titlesOf(ctx: Ctx, courseIds: string[]): Promise<Map<string, string>> {
  if (!courseIds.length) return new Map()
  const rows = await ctx.db
    .select({ id: courses.id, title: courses.title })
    .from(courses)
    .where(sql`${courses.id} = any(${sql.param(courseIds)}::uuid[])`)
  return new Map(rows.map((row) => [row.id, row.title]))
}

/** Applications as they stand today, against today's classes, courses and prices. A fixed number of queries, however many. */
async function loadApplications(ctx: Ctx<Trainee>, which: SQL) {
  const rows = await selectPrograms(ctx, which)
  const ids = rows.map(({ program }) => program.id)
  if (!ids.length) return []
  const [parts, offered, chosenClasses] = await Promise.all([
    listParts(ctx, ids),
    listProgramCourses(ctx, ids),
    listChosenClasses(
      ctx,
      rows.flatMap(({ application }) => application?.classId ?? []),
    ),
  ])
  const byProgram = groupBy(offered, (course) => course.programId)
  const gone = rows.flatMap(({ program, application }) => {
    const now = new Set(byProgram.get(program.id)?.map((course) => course.courseId))
    return (application?.courseIds ?? []).filter((id) => !now.has(id))
  })
  const titles = await titlesOf(ctx, gone)
  return rows.map(({ program, application, ...rest }) => {
    const wanted = new Set(application?.courseIds)
    const list = (byProgram.get(program.id) ?? []).map((course) => ({
      ...course,
      chosen: course.compulsory || wanted.has(course.courseId),
    }))
    const offeredIds = new Set(list.map((course) => course.courseId))
    const chosen = list.filter((course) => course.chosen)
    const tallies = tally(
      parts.get(program.id) ?? [],
      chosen.map((course) => ({ ...course, passed: false })),
    )
    const trainingClass = (application?.classId && chosenClasses.get(application.classId)) || null
    const withdrawn = [...wanted].filter((id) => !offeredIds.has(id)).map((id) => titles.get(id) ?? '')
    const gap = firstGap(
      application && {
        ...application,
        classRegion: trainingClass?.regionCode ?? null,
        classRefused: trainingClass?.refusal != null,
        withdrawn: withdrawn.length,
        missingHours: totals(tallies).missing,
      },
    )
    return {
      ...rest,
      program,
      application,
      trainingClass,
      /** Another region than the employer's: its reason is asked for. */
      otherRegion: Boolean(application && trainingClass && needsReason(application.regionCode, trainingClass.regionCode)),
      courses: list,
      tallies,
      withdrawn,
      amountFen: priceOf(program, chosen),
      gap,
    }
  })
}
export type ApplicationView = Awaited<ReturnType<typeof loadApplications>>[number]
export type ProgramCourse = ApplicationView['courses'][number]

/** What the trainee filled in for a programme, and where to go on. @throws NotFound when the programme cannot be applied for */
export async function getApplication(ctx: Ctx<Trainee>, programId: string): Promise<ApplicationView> {
  const [view] = await loadApplications(ctx, eq(programs.id, programId))
  if (!view) throw new NotFound()
  return view
}

/** 继续报名: applications that were begun and not ordered, the latest first. */
export const listOpenApplications = (ctx: Ctx<Trainee>) =>
  loadApplications(ctx, sql`${applications.programId} is not null and ${enrollments.id} is null`)
