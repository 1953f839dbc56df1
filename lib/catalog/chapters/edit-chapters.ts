import { and, asc, eq, exists, inArray, isNull, or, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { chapters, media } from '@/db/schema/catalog'
import { studies } from '@/db/schema/enrollment'
import { chapterProgress } from '@/db/schema/learning'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { lockCourse } from '../courses/edit-course'
import type { AddChapterInput, AddChaptersInput, EditChapterInput } from '../courses/input'

/** A chapter with its course locked. @throws NotFound */
export async function lockChapter(tx: Ctx, chapterId: string) {
  const [found] = await tx.db.select({ courseId: chapters.courseId }).from(chapters).where(eq(chapters.id, chapterId))
  if (!found) throw new NotFound()
  const course = await lockCourse(tx, found.courseId)
  const [chapter] = await tx.db.select().from(chapters).where(eq(chapters.id, chapterId))
  if (!chapter) throw new NotFound() // removed while we waited
  return { chapter, course }
}

/** The chapters of a course in their order. */
const inOrder = (tx: Ctx, courseId: string) =>
  tx.db.select({ id: chapters.id }).from(chapters).where(eq(chapters.courseId, courseId)).orderBy(asc(chapters.position))

/**
 * One more chapter, at the end. Whoever has finished the course stays finished; others will see it as still to be watched.
 * @returns its id @throws NotFound, also for a video that is not there
 */
export async function addChapter(ctx: Ctx, { courseId, mediaId, title }: z.output<typeof AddChapterInput>): Promise<string> {
  requireRight(ctx, 'courses.edit')
  return inTransaction(ctx, async (tx) => {
    await lockCourse(tx, courseId)
    const [lesson] = await tx.db.select({ id: media.id }).from(media).where(eq(media.id, mediaId))
    if (!lesson) throw new NotFound()
    const [chapter] = await tx.db
      .insert(chapters)
      .values({
        courseId,
        mediaId,
        title,
        position: sql`(select coalesce(max(${chapters.position}), 0) + 1 from ${chapters} where ${chapters.courseId} = ${courseId})`,
      })
      .returning({ id: chapters.id })
    await record(tx, 'chapter.add', courseId, { chapterId: chapter!.id, title, mediaId })
    return chapter!.id
  })
}

const longestTitle = 60

/**
 * Several more chapters at the end, each named after its video, by these names in their natural order (2 before 10).
 * @returns how many @throws NotFound, also for a video that is not there; Refused('lessons_none')
 */
export async function addChapters(ctx: Ctx, { courseId, mediaIds }: z.output<typeof AddChaptersInput>): Promise<number> {
  requireRight(ctx, 'courses.edit')
  if (!mediaIds.length) throw new Refused('lessons_none')
  return inTransaction(ctx, async (tx) => {
    await lockCourse(tx, courseId)
    const lessons = await tx.db.select({ id: media.id, title: media.title }).from(media).where(inArray(media.id, mediaIds))
    if (lessons.length !== new Set(mediaIds).size) throw new NotFound()
    lessons.sort((a, b) => a.title.localeCompare(b.title, 'zh-Hans-CN', { numeric: true }))
    const last = (await inOrder(tx, courseId)).length
    const rows = lessons.map(({ id, title }, i) => ({
      courseId,
      mediaId: id,
      title: [...title].slice(0, longestTitle).join(''),
      position: last + 1 + i,
    }))
    const made = await tx.db.insert(chapters).values(rows).returning({ id: chapters.id, title: chapters.title, mediaId: chapters.mediaId })
    for (const { id, title, mediaId } of made) await record(tx, 'chapter.add', courseId, { chapterId: id, title, mediaId })
    return made.length
  })
}

/** Its name, and whether it is 试看. @throws NotFound */
export async function editChapter(ctx: Ctx, { chapterId, title, preview }: z.output<typeof EditChapterInput>): Promise<void> {
  requireRight(ctx, 'courses.edit')
  await inTransaction(ctx, async (tx) => {
    const { chapter } = await lockChapter(tx, chapterId)
    await tx.db.update(chapters).set({ title, preview }).where(eq(chapters.id, chapterId))
    const before = { title: chapter.title, preview: chapter.preview }
    await record(tx, 'chapter.edit', chapter.courseId, { chapterId, before, after: { title, preview } })
  })
}

/** All chapters in a new order. @throws NotFound; Refused('chapters_changed') when they are not these any more */
export async function orderChapters(ctx: Ctx, { courseId, chapterIds }: { courseId: string; chapterIds: string[] }): Promise<void> {
  requireRight(ctx, 'courses.edit')
  await inTransaction(ctx, async (tx) => {
    await lockCourse(tx, courseId)
    const there = (await inOrder(tx, courseId)).map(({ id }) => id)
    const asked = new Set(chapterIds)
    if (chapterIds.length !== there.length || !there.every((id) => asked.has(id))) throw new Refused('chapters_changed')
    await write(tx, courseId, chapterIds)
    await record(tx, 'chapters.order', courseId, { before: there, after: chapterIds })
  })
}

/** One place up or down; at either end nothing happens. @throws NotFound */
export async function moveChapter(ctx: Ctx, { chapterId, by }: { chapterId: string; by: number }): Promise<void> {
  requireRight(ctx, 'courses.edit')
  await inTransaction(ctx, async (tx) => {
    const { chapter } = await lockChapter(tx, chapterId)
    const ids = (await inOrder(tx, chapter.courseId)).map(({ id }) => id)
    const from = ids.indexOf(chapterId)
    const other = ids[from + Math.sign(by)]
    if (!other) return
    const before = [...ids]
    ids[from + Math.sign(by)] = chapterId
    ids[from] = other
    await write(tx, chapter.courseId, ids)
    await record(tx, 'chapters.order', chapter.courseId, { before, after: ids })
  })
}

/** Positions are unique at every moment, so they go through numbers that none has. */
async function write(tx: Ctx, courseId: string, ids: string[]) {
  await tx.db
    .update(chapters)
    .set({ position: sql`-${chapters.position}` })
    .where(eq(chapters.courseId, courseId))
  await tx.db
    .update(chapters)
    .set({ position: sql`array_position(${sql.param(`{${ids.join()}}`)}::uuid[], ${chapters.id})` })
    .where(eq(chapters.courseId, courseId))
}

/**
 * Only while nobody studies the course and nobody ever opened this chapter: what people have watched is a training record.
 * @throws NotFound; Refused('chapter_studied' | 'course_last_chapter')
 */
export async function removeChapter(ctx: Ctx, chapterId: string): Promise<void> {
  requireRight(ctx, 'courses.edit')
  await inTransaction(ctx, async (tx) => {
    const { chapter, course } = await lockChapter(tx, chapterId)
    const study = tx.db
      .select({ one: sql`1` })
      .from(studies)
      .where(and(eq(studies.courseId, course.id), isNull(studies.endedAt)))
    const opened = tx.db.select({ one: sql`1` }).from(chapterProgress).where(eq(chapterProgress.chapterId, chapterId))
    const [studied] = await tx.db
      .select({ id: chapters.id })
      .from(chapters)
      .where(and(eq(chapters.id, chapterId), or(exists(study), exists(opened))))
    if (studied) throw new Refused('chapter_studied')
    const rest = (await inOrder(tx, course.id)).map(({ id }) => id).filter((id) => id !== chapterId)
    if (!rest.length && course.publishedAt) throw new Refused('course_last_chapter')
    await tx.db.delete(chapters).where(eq(chapters.id, chapterId))
    if (rest.length) await write(tx, course.id, rest)
    await record(tx, 'chapter.remove', course.id, { chapterId, title: chapter.title, mediaId: chapter.mediaId })
  })
}
