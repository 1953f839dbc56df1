import { and, asc, count, desc, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import { categories, chapters, courses, media, programCourses, programs, providers, questions } from '@/db/schema/catalog'
import { studies } from '@/db/schema/enrollment'
import type { Ctx } from '@/lib/shared/context'
import { type ListQuery, pageSize } from '@/lib/shared/list-query'
import { NotFound } from '@/lib/shared/not-found'
import { requireRight } from '@/lib/shared/staff'
import { foldText } from '../fold-text'

export const courseFilters = ['category', 'provider', 'state'] as const
export const courseSorts = ['published', 'title', 'hours'] as const
export type CourseFilters = (typeof courseFilters)[number]

const has = {
  chapters: sql<number>`(select count(*)::int from ${chapters} where ${chapters.courseId} = ${courses.id})`,
  questions: sql<number>`(select count(*)::int from ${questions} where ${questions.courseId} = ${courses.id} and ${questions.retiredAt} is null)`,
  programs: sql<number>`(select count(*)::int from ${programCourses} where ${programCourses.courseId} = ${courses.id})`,
}

/** Courses by words of title and provider or their pinyin initials, narrowed, in order, a page of them. */
export async function listCourses(ctx: Ctx, { q, page, sort, filters }: ListQuery<CourseFilters>) {
  requireRight(ctx, 'courses.read')
  const words = foldText(q).split(' ').filter(Boolean)
  const which = and(
    ...words.map((word): SQL => sql`strpos(${courses.searchText}, ${word}) > 0`),
    filters.category ? sql`${courses.categoryId}::text = ${filters.category}` : undefined,
    filters.provider ? sql`${courses.providerId}::text = ${filters.provider}` : undefined,
    filters.state === 'published' ? isNotNull(courses.publishedAt) : filters.state === 'draft' ? isNull(courses.publishedAt) : undefined,
  )
  const column = { hours: courses.creditHours, title: courses.title }[sort.replace('-', '')] ?? courses.publishedAt
  const [rows, [all]] = await Promise.all([
    ctx.db
      .select({
        id: courses.id,
        title: courses.title,
        provider: providers.name,
        category: categories.name,
        creditHours: courses.creditHours,
        publishedAt: courses.publishedAt,
        ...has,
      })
      .from(courses)
      .innerJoin(providers, eq(providers.id, courses.providerId))
      .innerJoin(categories, eq(categories.id, courses.categoryId))
      .where(which)
      .orderBy(sort.startsWith('-') ? desc(column) : asc(column), asc(courses.id))
      .limit(pageSize)
      .offset((page - 1) * pageSize),
    ctx.db.select({ n: count() }).from(courses).where(which),
  ])
  return { rows, total: all!.n }
}
export type ListedCourse = Awaited<ReturnType<typeof listCourses>>['rows'][number]

export const listCategories = (ctx: Ctx) =>
  ctx.db.select({ id: categories.id, name: categories.name }).from(categories).orderBy(asc(categories.position), asc(categories.name))

/** One course as its editors see it. @throws NotFound */
export async function getCourse(ctx: Ctx, courseId: string) {
  requireRight(ctx, 'courses.read')
  const [[course], outline, usedIn, [studied]] = await Promise.all([
    ctx.db
      .select({
        id: courses.id,
        slug: courses.slug,
        title: courses.title,
        summary: courses.summary,
        provider: providers.name,
        categoryId: courses.categoryId,
        category: categories.name,
        creditHours: courses.creditHours,
        publishedAt: courses.publishedAt,
      })
      .from(courses)
      .innerJoin(providers, eq(providers.id, courses.providerId))
      .innerJoin(categories, eq(categories.id, courses.categoryId))
      .where(eq(courses.id, courseId)),
    ctx.db
      .select({
        id: chapters.id,
        position: chapters.position,
        title: chapters.title,
        preview: chapters.preview,
        mediaId: media.id,
        lesson: media.title,
        durationSeconds: media.durationSeconds,
      })
      .from(chapters)
      .innerJoin(media, eq(media.id, chapters.mediaId))
      .where(eq(chapters.courseId, courseId))
      .orderBy(asc(chapters.position)),
    ctx.db
      .select({ id: programs.id, title: programs.title, publishedAt: programs.publishedAt, quizRequired: programCourses.quizRequired })
      .from(programCourses)
      .innerJoin(programs, eq(programs.id, programCourses.programId))
      .where(eq(programCourses.courseId, courseId))
      .orderBy(desc(programs.year), asc(programs.title)),
    ctx.db
      .select({
        people: sql<number>`count(*)::int`,
        unfinished: sql<number>`(count(*) filter (where ${studies.watchedAt} is null))::int`,
      })
      .from(studies)
      .where(and(eq(studies.courseId, courseId), isNull(studies.endedAt))),
  ])
  if (!course) throw new NotFound()
  return { course, chapters: outline, programs: usedIn, studied: studied! }
}
