import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import { notices } from '@/db/schema/notices'
import { record } from '@/lib/audit/record'
import { refuseStale } from '@/lib/audit/refuse-stale'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { formatDay } from '@/lib/shared/time'
import { noticeVersion } from './desk-notices'
import type { NoticeDraft } from './input'
import { cleanHtml, hasText } from './rules'

/**
 * Writes a notice, new or changed; only cleaned HTML is kept. Publishing what is published keeps its day.
 * @returns its id
 * @throws NotFound without the right 'notices.edit'; Refused('notice_empty' | 'changed_meanwhile')
 */
export async function saveNotice(ctx: Ctx<Staff>, draft: NoticeDraft): Promise<string> {
  requireRight(ctx, 'notices.edit')
  const body = cleanHtml(draft.body)
  if (!hasText(body)) throw new Refused('notice_empty', {}, 'body')
  const { noticeId, category, title, pinned } = draft
  return inTransaction(ctx, async (tx) => {
    const before = noticeId ? await lockNotice(tx, noticeId) : null
    if (before) await refuseStale(tx, before.id, noticeVersion(before), draft)
    const publishedAt = publishedFrom(draft, before?.publishedAt ?? null, tx.now)
    const values = { category, title, pinned, body, publishedAt }
    const id = before?.id ?? uuidv7(tx.now.getTime())
    if (before) await tx.db.update(notices).set(values).where(eq(notices.id, id))
    else
      await tx.db
        .insert(notices)
        .values({ ...values, id, slug: `${formatDay(tx.now).replaceAll('-', '')}-${randomBytes(4).toString('hex')}` })
    const after = { title, publishedAt }
    if (before) await record(tx, 'notice.edit', id, { before: { title: before.title, publishedAt: before.publishedAt }, after })
    else await record(tx, 'notice.write', id, after)
    return id
  })
}

function publishedFrom({ publish, publishAt }: NoticeDraft, before: Date | null, now: Date): Date | null {
  if (publish === 'draft') return null
  if (publish === 'later') return new Date(`${publishAt}:00+08:00`)
  return before && before <= now ? before : now
}

/** @throws NotFound */
export async function lockNotice(tx: Ctx, noticeId: string) {
  const [row] = await tx.db.select().from(notices).where(eq(notices.id, noticeId)).for('update')
  if (!row) throw new NotFound()
  return row
}
