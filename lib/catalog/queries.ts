import { and, asc, eq, inArray, lte, type SQL, sql } from 'drizzle-orm'
import { categories, chapters, courses, media, programCourses, programs, providers } from '@/db/schema/catalog'
import { decryptColumn } from '@/lib/shared/ciphers'
import type { Ctx } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'

import { isOffered, listShelves, priceFenOn } from './shelf'

const selectOffered = async (ctx: Ctx, which: SQL) => {
  const shelves = await listShelves(ctx)
  const rows = await ctx.db
    .select({
      id: courses.id,
      slug: courses.slug,
      title: courses.title,
      summary: courses.summary,
      provider: providers.name,
      category: categories.name,
      creditHours: courses.creditHours,
      quizRequired: programCourses.quizRequired,
      passMark: programs.passMark,
      quizMostTries: programs.quizMostTries,
      programId: programs.id,
      refundDays: programs.refundDays,
      refundMaxLearntPercent: programs.refundMaxLearntPercent,
      priceFen: priceFenOn(shelves),
    })
    .from(programCourses)
    .innerJoin(programs, eq(programs.id, programCourses.programId))
    .innerJoin(courses, eq(courses.id, programCourses.courseId))
    .innerJoin(providers, eq(providers.id, courses.providerId))
    .innerJoin(categories, eq(categories.id, courses.categoryId))
    .where(and(isOffered(ctx, shelves), which))
  const classOf = new Map(shelves.map(({ programId, classId }) => [programId, classId]))
  return rows.map((row) => ({ ...row, classId: classOf.get(row.programId)! }))
}

/** The page of a course that is sold singly: what it is, and its outline. @throws NotFound, also for one that is not on a shelf */
export async function getCoursePage(ctx: Ctx, slug: string) {
  const [[course], outline] = await Promise.all([
    selectOffered(ctx, eq(courses.slug, slug)),
    ctx.db
      .select({
        id: chapters.id,
        position: chapters.position,
        title: chapters.title,
        preview: chapters.preview,
        mediaId: media.id,
        durationSeconds: media.durationSeconds,
      })
      .from(chapters)
      .innerJoin(courses, eq(courses.id, chapters.courseId))
      .innerJoin(media, eq(media.id, chapters.mediaId))
      .where(eq(courses.slug, slug))
      .orderBy(asc(chapters.position)),
  ])
  if (!course) throw new NotFound()
  return { course, chapters: outline, totalSeconds: outline.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0) }
}
export type CoursePage = Awaited<ReturnType<typeof getCoursePage>>

/** Those of these courses that are sold singly now, in the order asked for, and by which shelf. */
export async function listOffered(ctx: Ctx, courseIds: string[]) {
  if (!courseIds.length) return []
  const rows = await selectOffered(ctx, inArray(courses.id, courseIds))
  return courseIds.flatMap((id) => rows.find((row) => row.id === id) ?? [])
}
export type OfferedSingly = Awaited<ReturnType<typeof listOffered>>[number]

/** The key of a lesson that is 试看. @throws NotFound for every other lesson */
export async function getPreviewKey(ctx: Ctx, mediaId: string): Promise<Buffer> {
  return decryptColumn('media.key_cipher', { id: mediaId }, (await findPreview(ctx, mediaId)).keyCipher)
}

/** Where the captions of a lesson that is 试看 lie. @throws NotFound for every other lesson */
export async function getPreviewPrefix(ctx: Ctx, mediaId: string): Promise<string> {
  return (await findPreview(ctx, mediaId)).storagePrefix
}

/** 试看 plays for everybody: a preview chapter of a published course on a published shelf. */
async function findPreview(ctx: Ctx, mediaId: string) {
  const [row] = await ctx.db
    .select({ keyCipher: media.keyCipher, storagePrefix: media.storagePrefix })
    .from(media)
    .innerJoin(chapters, and(eq(chapters.mediaId, media.id), eq(chapters.preview, true)))
    .innerJoin(courses, and(eq(courses.id, chapters.courseId), lte(courses.publishedAt, ctx.now)))
    .innerJoin(programCourses, eq(programCourses.courseId, courses.id))
    .innerJoin(
      programs,
      and(
        eq(programs.id, programCourses.programId),
        eq(programs.selectionTiming, sql`'single_courses'`),
        lte(programs.publishedAt, ctx.now),
      ),
    )
    .where(eq(media.id, mediaId))
    .limit(1)
  if (!row) throw new NotFound()
  return row
}
