import { and, asc, count, desc, eq, ilike, isNotNull, isNull, sql } from 'drizzle-orm'
import { categories, classes, courses, programCourses, programParts, programs, providers, specialties } from '@/db/schema/catalog'
import { regions } from '@/db/schema/identity'
import { unidentifiedObstacles } from '@/lib/shared/bureau'
import type { Ctx } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { containing } from '@/lib/shared/like'
import { type ListQuery, pageSize } from '@/lib/shared/list-query'
import { NotFound } from '@/lib/shared/not-found'
import { inOwnRegions, requireRight } from '@/lib/shared/staff'
import { classFields, isJoinable } from '../class-fields'
import { classVersion } from '../classes/edit-classes'
import { countEnrolled, programVersion } from './lock-program'
import { findingsOf } from './rules'

export const programFilters = ['year', 'category', 'state'] as const
export const programSorts = ['year', 'title'] as const

/** Programmes, narrowed, in order, a page of them; classes and people are those of the regions that the reader looks after. */
export async function listPrograms(ctx: Ctx, { q, page, sort, filters }: ListQuery<(typeof programFilters)[number]>) {
  requireRight(ctx, 'programs.read')
  const which = and(
    q ? ilike(programs.title, containing(q)) : undefined,
    filters.year && /^\d{4}$/.test(filters.year) ? eq(programs.year, Number(filters.year)) : undefined,
    filters.category ? sql`${programs.categoryId}::text = ${filters.category}` : undefined,
    filters.state === 'published' ? isNotNull(programs.publishedAt) : filters.state === 'draft' ? isNull(programs.publishedAt) : undefined,
  )
  const column = sort.endsWith('title') ? programs.title : programs.year
  const [rows, [all]] = await Promise.all([
    ctx.db
      .select({
        id: programs.id,
        title: programs.title,
        year: programs.year,
        category: categories.name,
        specialty: specialties.name,
        pricing: programs.pricing,
        feeFen: programs.feeFen,
        selectionTiming: programs.selectionTiming,
        publishedAt: programs.publishedAt,
        classes: sql<number>`count(${classes.id})::int`,
        people: sql<number>`coalesce(sum(${classes.seatsTaken}), 0)::int`,
      })
      .from(programs)
      .innerJoin(categories, eq(categories.id, programs.categoryId))
      .leftJoin(specialties, eq(specialties.id, programs.specialtyId))
      .leftJoin(classes, and(eq(classes.programId, programs.id), inOwnRegions(ctx, classes.regionCode)))
      .where(which)
      .groupBy(programs.id, categories.id, specialties.id)
      .orderBy(sort.startsWith('-') ? desc(column) : asc(column), asc(categories.position), asc(programs.title))
      .limit(pageSize)
      .offset((page - 1) * pageSize),
    ctx.db.select({ n: count() }).from(programs).where(which),
  ])
  return { rows, total: all!.n }
}
export type ListedProgram = Awaited<ReturnType<typeof listPrograms>>['rows'][number]

/** The years there are programmes of, newest first. */
export async function listProgramYears(ctx: Ctx): Promise<number[]> {
  requireRight(ctx, 'programs.read')
  const rows = await ctx.db.selectDistinct({ year: programs.year }).from(programs).orderBy(desc(programs.year))
  return rows.map(({ year }) => year)
}

export const listSpecialties = (ctx: Ctx) =>
  ctx.db
    .select({ id: specialties.id, name: specialties.name, categoryId: specialties.categoryId, category: categories.name })
    .from(specialties)
    .innerJoin(categories, eq(categories.id, specialties.categoryId))
    .orderBy(asc(categories.position), asc(specialties.name))

const asked = (kind: 'single' | 'multiple' | 'judgement') =>
  sql<number>`(select count(*)::int from questions q where q.course_id = ${courses.id} and q.kind = ${sql.raw(`'${kind}'`)} and q.retired_at is null)`

/** A programme with its parts and courses, its classes, how many are in it, and what is to be said about its rules. @throws NotFound */
export async function getProgram(ctx: Ctx, programId: string) {
  requireRight(ctx, 'programs.read')
  const [[row], parts, offered, list, enrolled, [open]] = await Promise.all([
    ctx.db
      .select({ program: programs, category: categories.name, specialty: specialties.name })
      .from(programs)
      .innerJoin(categories, eq(categories.id, programs.categoryId))
      .leftJoin(specialties, eq(specialties.id, programs.specialtyId))
      .where(eq(programs.id, programId)),
    ctx.db.select().from(programParts).where(eq(programParts.programId, programId)).orderBy(asc(programParts.position)),
    ctx.db
      .select({
        courseId: courses.id,
        title: courses.title,
        provider: providers.name,
        creditHours: courses.creditHours,
        publishedAt: courses.publishedAt,
        partId: programCourses.partId,
        quizRequired: programCourses.quizRequired,
        priceFen: programCourses.priceFen,
        chapters: sql<number>`(select count(*)::int from chapters ch where ch.course_id = ${courses.id})`,
        single: asked('single'),
        multiple: asked('multiple'),
        judgement: asked('judgement'),
      })
      .from(programCourses)
      .innerJoin(courses, eq(courses.id, programCourses.courseId))
      .innerJoin(providers, eq(providers.id, courses.providerId))
      .where(eq(programCourses.programId, programId))
      .orderBy(asc(courses.title)),
    ctx.db
      .select(classFields)
      .from(classes)
      .innerJoin(regions, eq(regions.code, classes.regionCode))
      .where(and(eq(classes.programId, programId), inOwnRegions(ctx, classes.regionCode)))
      .orderBy(asc(regions.position), asc(classes.enrolFrom)),
    countEnrolled(ctx, programId),
    ctx.db
      .select({
        all: sql<number>`count(*)::int`,
        open: sql<number>`(count(*) filter (where ${isJoinable(ctx)}))::int`,
      })
      .from(classes)
      .where(eq(classes.programId, programId)),
  ])
  if (!row) throw new NotFound()
  const courseRows = offered.map(({ single, multiple, judgement, ...course }) => ({ ...course, bank: { single, multiple, judgement } }))
  const { program } = row
  const unidentified = unidentifiedObstacles(env()).map((text) => ({ kind: 'stop' as const, text }))
  const ofRules = findingsOf({
    ...program,
    quiz: { single: program.quizSingle, multiple: program.quizMultiple, judgement: program.quizJudgement },
    parts,
    courses: courseRows.map((course) => ({ ...course, published: course.publishedAt !== null && course.publishedAt <= ctx.now })),
    classes: open!,
  })
  const findings = [...unidentified, ...ofRules]
  const versions = list.map((one) => ({ ...one, version: classVersion(one) }))
  return { ...row, version: programVersion(program), parts, courses: courseRows, classes: versions, enrolled, findings }
}
export type ProgramDesk = Awaited<ReturnType<typeof getProgram>>

/** Courses that the programme does not have yet. */
export async function listAddable(ctx: Ctx, programId: string) {
  requireRight(ctx, 'programs.read')
  return ctx.db
    .select({
      id: courses.id,
      title: courses.title,
      provider: providers.name,
      creditHours: courses.creditHours,
      publishedAt: courses.publishedAt,
    })
    .from(courses)
    .innerJoin(providers, eq(providers.id, courses.providerId))
    .where(sql`not exists (select from program_courses pc where pc.program_id = ${programId} and pc.course_id = ${courses.id})`)
    .orderBy(asc(courses.title))
    .limit(2000)
}

export const listRegions = (ctx: Ctx) => ctx.db.select().from(regions).orderBy(asc(regions.position))
