import { and, desc, eq, gt, isNull, lte, type SQL, sql } from 'drizzle-orm'
import { noticeAttachments, notices } from '@/db/schema/notices'
import { versionOf } from '@/lib/audit/refuse-stale'
import type { Ctx, Staff } from '@/lib/shared/context'
import { containing } from '@/lib/shared/like'
import { type ListQuery, pageSize } from '@/lib/shared/list-query'
import { NotFound } from '@/lib/shared/not-found'
import { requireRight } from '@/lib/shared/staff'
import { storage } from '@/lib/shared/storage'
import { listAttachments, noticeCategories } from './queries'

export const noticeFilters = ['category', 'state'] as const
type NoticeQuery = ListQuery<(typeof noticeFilters)[number]>

const inState = (ctx: Ctx): Record<string, SQL | undefined> => ({
  draft: isNull(notices.publishedAt),
  scheduled: gt(notices.publishedAt, ctx.now),
  published: lte(notices.publishedAt, ctx.now),
})

/** All notices, drafts first, then the latest. */
export async function listNoticesForDesk(ctx: Ctx<Staff>, { q, page, filters: { category, state } }: NoticeQuery) {
  requireRight(ctx, 'notices.read')
  const rows = await ctx.db
    .select({
      id: notices.id,
      title: notices.title,
      category: notices.category,
      pinned: notices.pinned,
      publishedAt: notices.publishedAt,
      attachments: sql<number>`(select count(*)::int from ${noticeAttachments} where ${noticeAttachments.noticeId} = ${notices.id})`,
      total: sql<number>`count(*) over ()::int`,
    })
    .from(notices)
    .where(
      and(
        category && Object.hasOwn(noticeCategories, category) ? sql`${notices.category}::text = ${category}` : undefined,
        state ? inState(ctx)[state] : undefined,
        q ? sql`${notices.title} like ${containing(q)}` : undefined,
      ),
    )
    .orderBy(sql`${notices.publishedAt} desc nulls first`, desc(notices.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
  const total = rows[0]?.total ?? 0
  return { rows, total }
}

/** What its form is drawn from. */
export const noticeVersion = ({ category, title, body, pinned, publishedAt }: typeof notices.$inferSelect) =>
  versionOf(category, title, body, pinned, publishedAt)

/** One, whatever its state. @throws NotFound */
export async function getNoticeForDesk(ctx: Ctx<Staff>, noticeId: string) {
  requireRight(ctx, 'notices.read')
  const [row] = await ctx.db.select().from(notices).where(eq(notices.id, noticeId))
  if (!row) throw new NotFound()
  return { ...row, version: noticeVersion(row), attachments: await listAttachments(ctx, noticeId) }
}

/** A file of any notice. @throws NotFound */
export async function getAttachmentForDesk(
  ctx: Ctx<Staff>,
  noticeId: string,
  attachmentId: string,
): Promise<{ name: string; file: Buffer }> {
  requireRight(ctx, 'notices.read')
  const [row] = await ctx.db
    .select()
    .from(noticeAttachments)
    .where(and(eq(noticeAttachments.noticeId, noticeId), eq(noticeAttachments.id, attachmentId)))
  const file = row && (await storage().get(row.fileKey))
  if (!file) throw new NotFound()
  return { name: row.name, file }
}
