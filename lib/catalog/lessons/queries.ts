import { and, asc, count, desc, eq, ilike, ne, sql } from 'drizzle-orm'
import { chapters, courses, media, mediaUploads } from '@/db/schema/catalog'
import { staff } from '@/db/schema/identity'
import { decryptColumn } from '@/lib/shared/ciphers'
import type { Ctx } from '@/lib/shared/context'
import { containing } from '@/lib/shared/like'
import { type ListQuery, pageSize } from '@/lib/shared/list-query'
import { NotFound } from '@/lib/shared/not-found'

import { requireRight } from '@/lib/shared/staff'
import { storage } from '@/lib/shared/storage'

/** How far an upload of one's own is. @throws NotFound, also for somebody else's */
export async function getUpload(ctx: Ctx, uploadId: string) {
  requireRight(ctx, 'courses.edit')
  const [upload] = await ctx.db
    .select()
    .from(mediaUploads)
    .where(and(eq(mediaUploads.id, uploadId), eq(mediaUploads.uploadedBy, ctx.actor.id)))
  if (!upload) throw new NotFound()
  return upload
}

/** How far one's own latest uploads are, ready ones too. */
export async function listOwnUploads(ctx: Ctx) {
  requireRight(ctx, 'courses.edit')
  return ctx.db
    .select({ id: mediaUploads.id, status: mediaUploads.status })
    .from(mediaUploads)
    .where(eq(mediaUploads.uploadedBy, ctx.actor.id))
    .orderBy(desc(mediaUploads.createdAt))
    .limit(100)
}

/** Files that are on their way to becoming lessons, or could not; the newest first. */
export async function listUploads(ctx: Ctx) {
  requireRight(ctx, 'courses.read')
  return ctx.db
    .select({
      id: mediaUploads.id,
      fileName: mediaUploads.fileName,
      status: mediaUploads.status,
      sizeBytes: mediaUploads.sizeBytes,
      receivedBytes: mediaUploads.receivedBytes,
      progressPercent: mediaUploads.progressPercent,
      failure: mediaUploads.failure,
      by: staff.name,
      mine: sql<boolean>`${mediaUploads.uploadedBy} = ${ctx.actor.id}`,
      createdAt: mediaUploads.createdAt,
    })
    .from(mediaUploads)
    .leftJoin(staff, eq(staff.id, mediaUploads.uploadedBy))
    .where(ne(mediaUploads.status, 'ready'))
    .orderBy(desc(mediaUploads.createdAt))
    .limit(100)
}

/** Names its columns itself: in a query of one table Drizzle leaves the table's name out. */
const used = sql<number>`(select count(*)::int from chapters c where c.media_id = media.id)`

/** Lessons, by title; `use`: only those that a chapter plays, or that none does. */
export async function listLessons(ctx: Ctx, { q, page, sort, filters }: ListQuery<'use'>) {
  requireRight(ctx, 'courses.read')
  const which = and(
    q ? ilike(media.title, containing(q)) : undefined,
    filters.use === 'unused' ? sql`${used} = 0` : filters.use === 'used' ? sql`${used} > 0` : undefined,
  )
  const column = { title: media.title, duration: media.durationSeconds }[sort.replace('-', '')] ?? media.createdAt
  const [rows, [all]] = await Promise.all([
    ctx.db
      .select({ id: media.id, title: media.title, durationSeconds: media.durationSeconds, createdAt: media.createdAt, used })
      .from(media)
      .where(which)
      .orderBy(sort.startsWith('-') ? desc(column) : asc(column), asc(media.id))
      .limit(pageSize)
      .offset((page - 1) * pageSize),
    ctx.db.select({ n: count() }).from(media).where(which),
  ])
  return { rows, total: all!.n }
}
export type ListedLesson = Awaited<ReturnType<typeof listLessons>>['rows'][number]

/** Lessons that can be put into a chapter: unused ones first, the newest before others. */
export async function listChoosable(ctx: Ctx) {
  requireRight(ctx, 'courses.read')
  return ctx.db
    .select({ id: media.id, title: media.title, durationSeconds: media.durationSeconds, used })
    .from(media)
    .orderBy(sql`${used} > 0`, desc(media.createdAt))
    .limit(500)
}

/** One lesson, which chapters play it, and whether it has captions. @throws NotFound */
export async function getLessonMedia(ctx: Ctx, mediaId: string) {
  requireRight(ctx, 'courses.read')
  const [[lesson], playedBy] = await Promise.all([
    ctx.db
      .select({
        id: media.id,
        title: media.title,
        durationSeconds: media.durationSeconds,
        storagePrefix: media.storagePrefix,
        createdAt: media.createdAt,
      })
      .from(media)
      .where(eq(media.id, mediaId)),
    ctx.db
      .select({ courseId: courses.id, course: courses.title, position: chapters.position, chapter: chapters.title })
      .from(chapters)
      .innerJoin(courses, eq(courses.id, chapters.courseId))
      .where(eq(chapters.mediaId, mediaId))
      .orderBy(asc(courses.title), asc(chapters.position)),
  ])
  if (!lesson) throw new NotFound()
  const { storagePrefix, ...shown } = lesson
  const captions = (await storage().get(`${storagePrefix}/captions.vtt`))?.toString() ?? ''
  const list = (await storage().get(`${storagePrefix}/index.m3u8`))?.toString() ?? ''
  const qualities = [...list.matchAll(/RESOLUTION=(\d+x\d+)/g)].map((found) => found[1]!.replace('x', '×'))
  return { ...shown, playedBy, captions: (captions.match(/-->/g) ?? []).length, qualities }
}

/** The key of any lesson, for who looks after the courses. @throws NotFound */
export async function getStaffMediaKey(ctx: Ctx, mediaId: string): Promise<Buffer> {
  return decryptColumn('media.key_cipher', { id: mediaId }, (await findMedia(ctx, mediaId)).keyCipher)
}

/** Where any lesson's captions lie, likewise. @throws NotFound */
export async function getStaffMediaPrefix(ctx: Ctx, mediaId: string): Promise<string> {
  return (await findMedia(ctx, mediaId)).storagePrefix
}

async function findMedia(ctx: Ctx, mediaId: string) {
  requireRight(ctx, 'courses.read')
  const [row] = await ctx.db
    .select({ keyCipher: media.keyCipher, storagePrefix: media.storagePrefix })
    .from(media)
    .where(eq(media.id, mediaId))
  if (!row) throw new NotFound()
  return row
}
