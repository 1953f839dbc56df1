import { boolean, index, jsonb, pgEnum, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../columns'
import { trainees } from './identity'

export const noticeCategory = pgEnum('notice_category', ['announcement', 'manual', 'policy', 'faq'])

export type NoticeBlock = { h: string } | { p: string } | { list: string[] }

export const notices = pgTable(
  'notices',
  {
    id: id().primaryKey(),
    slug: text().notNull().unique(),
    category: noticeCategory().notNull(),
    title: text().notNull(),
    body: jsonb().$type<NoticeBlock[]>().notNull(),
    pinned: boolean().notNull().default(false),
    publishedAt: at(),
  },
  (t) => [index().on(t.category, t.publishedAt)],
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
