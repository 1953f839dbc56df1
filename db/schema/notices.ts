import { boolean, index, integer, pgEnum, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../columns'
import { trainees } from './identity'

export const noticeCategory = pgEnum('notice_category', ['announcement', 'manual', 'policy', 'faq'])

export const notices = pgTable(
  'notices',
  {
    id: id().primaryKey(),
    slug: text().notNull().unique(),
    category: noticeCategory().notNull(),
    title: text().notNull(),
    /** HTML, cleaned when it was written (lib/notices/rules.ts). */
    body: text().notNull(),
    pinned: boolean().notNull().default(false),
    publishedAt: at(),
  },
  (t) => [index().on(t.category, t.publishedAt)],
)

/** 附件 of a notice, downloaded by anybody who may read it. */
export const noticeAttachments = pgTable(
  'notice_attachments',
  {
    id: id().primaryKey(),
    noticeId: uuid()
      .notNull()
      .references(() => notices.id),
    name: text().notNull(),
    fileKey: text().notNull(),
    sizeBytes: integer().notNull(),
  },
  (t) => [index().on(t.noticeId)],
)

export const noticeReads = pgTable(
  'notice_reads',
  {
    traineeId: uuid()
      .notNull()
      .references(() => trainees.id),
    noticeId: uuid()
      .notNull()
      .references(() => notices.id),
    readAt: at().notNull(),
  },
  (t) => [primaryKey({ columns: [t.traineeId, t.noticeId] })],
)
