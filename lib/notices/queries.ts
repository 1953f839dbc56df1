import { and, asc, count, desc, eq, isNull, lte, type SQLWrapper, sql } from 'drizzle-orm'
import { prepared } from '@/db/prepared'
import { trainees } from '@/db/schema/identity'
import { noticeAttachments, noticeReads, notices } from '@/db/schema/notices'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { storage } from '@/lib/shared/storage'
import { noticeCategoryNames } from './input'

export type NoticeCategory = (typeof notices.category.enumValues)[number]

/** The words on the screen, in the order they are listed. */
export const noticeCategories: Record<NoticeCategory, string> = noticeCategoryNames

/** What an address asks for; 平台公告 when it asks for nothing we have. */
export const noticeCategory = (asked: string | undefined): NoticeCategory =>
  asked !== undefined && Object.hasOwn(noticeCategories, asked) ? (asked as NoticeCategory) : 'announcement'

const published = (ctx: Ctx) => lte(notices.publishedAt, ctx.now)

/** Published notices, pinned first, then newest first. */
export async function listNotices(ctx: Ctx, { category, limit = 50 }: { category?: NoticeCategory; limit?: number } = {}) {
  return ctx.db
    .select({
      id: notices.id,
      slug: notices.slug,
      category: notices.category,
      title: notices.title,
      pinned: notices.pinned,
      publishedAt: notices.publishedAt,
    })
    .from(notices)
    .where(and(published(ctx), category ? eq(notices.category, category) : undefined))
    .orderBy(desc(notices.pinned), desc(notices.publishedAt))
    .limit(limit)
}

/**
 * Whether a notice that nobody opened counts as unread: what had long been there when somebody joined does not, unless it is pinned. An
 * account made by another clock than the caller's joined at the latest now.
 */
const news = (traineeId: SQLWrapper, now: SQLWrapper) => sql<boolean>`(${notices.pinned} or ${notices.publishedAt} >= least(
  (select ${trainees.createdAt} from ${trainees} where ${trainees.id} = ${traineeId}), ${now}::timestamptz) - interval '7 days')`

/** The same with what the trainee has read, and what of the rest is news to them. */
export async function listMyNotices(ctx: Ctx<Trainee>, category: NoticeCategory) {
  return ctx.db
    .select({
      id: notices.id,
      slug: notices.slug,
      title: notices.title,
      pinned: notices.pinned,
      publishedAt: notices.publishedAt,
      readAt: noticeReads.readAt,
      unread: sql<boolean>`${noticeReads.readAt} is null and ${news(sql`${ctx.actor.id}`, sql`${ctx.now.toISOString()}`)}`,
    })
    .from(notices)
    .leftJoin(noticeReads, and(eq(noticeReads.noticeId, notices.id), eq(noticeReads.traineeId, ctx.actor.id)))
    .where(and(published(ctx), eq(notices.category, category)))
    .orderBy(desc(notices.pinned), desc(notices.publishedAt))
    .limit(100)
}

/** Unread notices by category. */
export async function countUnread(ctx: Ctx<Trainee>): Promise<Partial<Record<NoticeCategory, number>>> {
  const rows = await unread(ctx.db).execute({ traineeId: ctx.actor.id, now: ctx.now.toISOString() })
  return Object.fromEntries(rows.map(({ category, n }) => [category, n]))
}

const unread = prepared((db) =>
  db
    .select({ category: notices.category, n: count() })
    .from(notices)
    .leftJoin(noticeReads, and(eq(noticeReads.noticeId, notices.id), eq(noticeReads.traineeId, sql.placeholder('traineeId'))))
    .where(
      and(
        lte(notices.publishedAt, sql.placeholder('now')),
        isNull(noticeReads.noticeId),
        news(sql.placeholder('traineeId'), sql.placeholder('now')),
      ),
    )
    .groupBy(notices.category)
    .prepare('unread_notices'),
)

/** With its attachments. @throws NotFound, also before it is published */
export async function getNotice(ctx: Ctx, slug: string) {
  const [row] = await ctx.db
    .select()
    .from(notices)
    .where(and(eq(notices.slug, slug), published(ctx)))
  if (!row) throw new NotFound()
  return { ...row, attachments: await listAttachments(ctx, row.id) }
}

export const listAttachments = (ctx: Ctx, noticeId: string) =>
  ctx.db
    .select({ id: noticeAttachments.id, name: noticeAttachments.name, sizeBytes: noticeAttachments.sizeBytes })
    .from(noticeAttachments)
    .where(eq(noticeAttachments.noticeId, noticeId))
    .orderBy(asc(noticeAttachments.id))

/** A file of a published notice, for anybody. @throws NotFound */
export async function getAttachment(ctx: Ctx, slug: string, attachmentId: string): Promise<{ name: string; file: Buffer }> {
  const [row] = await ctx.db
    .select({ name: noticeAttachments.name, key: noticeAttachments.fileKey })
    .from(notices)
    .innerJoin(noticeAttachments, eq(noticeAttachments.noticeId, notices.id))
    .where(and(eq(notices.slug, slug), published(ctx), eq(noticeAttachments.id, attachmentId)))
  const file = row && (await storage().get(row.key))
  if (!file) throw new NotFound()
  return { name: row.name, file }
}
