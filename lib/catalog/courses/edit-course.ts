import { and, eq, like, ne, or, sql } from 'drizzle-orm'
import { categories, courses, providers } from '@/db/schema/catalog'
import { record } from '@/lib/audit/record'
import { refuseStale, versionOf } from '@/lib/audit/refuse-stale'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import type { Seen } from '@/lib/shared/seen-input'
import { requireRight } from '@/lib/shared/staff'
import { searchTextOf } from '../search-text'
import type { CourseInput } from './input'
import { providerNamed } from './providers'
import { freeSlug, slugOf } from './slug'

/** The course, locked: whoever changes it or its chapters comes one after the other. @throws NotFound */
export async function lockCourse(tx: Ctx, courseId: string) {
  const [course] = await tx.db.select().from(courses).where(eq(courses.id, courseId)).for('update')
  if (!course) throw new NotFound()
  return course
}

/** What a course's row holds of what was typed. @throws Refused('course_twice' | 'category_unknown') */
async function rowOf(tx: Ctx, { provider, ...input }: CourseInput, courseId?: string) {
  const [category] = await tx.db.select({ id: categories.id }).from(categories).where(eq(categories.id, input.categoryId))
  if (!category) throw new Refused('category_unknown', {}, 'categoryId')
  const providerId = await providerNamed(tx, provider)
  const [twin] = await tx.db
    .select({ id: courses.id })
    .from(courses)
    .where(and(eq(courses.title, input.title), eq(courses.providerId, providerId), courseId ? ne(courses.id, courseId) : undefined))
    .limit(1)
  if (twin) throw new Refused('course_twice', {}, 'title')
  return { ...input, providerId, searchText: searchTextOf(input.title, provider) }
}

/** A course without chapters, which nobody sees yet. @returns its id @throws Refused('course_twice' | 'category_unknown') */
export async function createCourse(ctx: Ctx, input: CourseInput): Promise<string> {
  requireRight(ctx, 'courses.edit')
  return inTransaction(ctx, async (tx) => {
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('new-course', 0))`) // one after the other: two presses make one
    const row = await rowOf(tx, input)
    const slug = slugOf(input.title)
    const alike = await tx.db
      .select({ slug: courses.slug })
      .from(courses)
      .where(or(eq(courses.slug, slug), like(courses.slug, `${slug}-%`)))
    const [course] = await tx.db
      .insert(courses)
      .values({ ...row, slug: freeSlug(slug, new Set(alike.map((one) => one.slug))) })
      .returning({ id: courses.id })
    await record(tx, 'course.create', course!.id, { title: input.title })
    return course!.id
  })
}

/** What its form is drawn from. */
export const courseVersion = ({ title, summary, provider, categoryId, creditHours }: CourseInput) =>
  versionOf(title, summary, provider, categoryId, creditHours)

/**
 * Its address stays: people have it in their notes. Hours count from now on; whoever chose the course keeps those it had.
 * @throws NotFound; Refused('changed_meanwhile' | 'course_twice' | 'category_unknown')
 */
export async function editCourse(
  ctx: Ctx,
  { courseId, seen, overwrite, ...input }: CourseInput & Seen & { courseId: string },
): Promise<void> {
  requireRight(ctx, 'courses.edit')
  await inTransaction(ctx, async (tx) => {
    const before = await lockCourse(tx, courseId)
    const [provider] = await tx.db.select({ name: providers.name }).from(providers).where(eq(providers.id, before.providerId))
    await refuseStale(tx, courseId, courseVersion({ ...before, provider: provider!.name }), { seen, overwrite })
    const row = await rowOf(tx, input, courseId)
    await tx.db.update(courses).set(row).where(eq(courses.id, courseId))
    await record(tx, 'course.edit', courseId, {
      before: {
        title: before.title,
        provider: provider!.name,
        creditHours: before.creditHours,
        summary: before.summary,
        categoryId: before.categoryId,
      },
      after: input,
    })
  })
}
