import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { at, cipher, id } from '../columns'
import { classes } from './catalog'
import { enrollments } from './enrollment'
import { enterprises } from './identity'

export const rosterStatus = pgEnum('roster_status', ['draft', 'submitted', 'withdrawn'])

type RosterPlace = { sheet: string; headerRow: number; columns: Record<string, number>; unused: string[]; above?: string[] }

/** Where in the uploaded file the people stand, and what was said about it as a whole. */
export type RosterFile = {
  name: string
  /** The file as it came, encrypted in the storage; gone once the roster is submitted or withdrawn. */
  key: string | null
  place: RosterPlace | null
  /** Further sheets from which people were taken. */
  more?: RosterPlace[]
  /** What of the file must be chosen from, if anything; what was chosen, once it is. Until then the list is not submitted. */
  parts?: { sheet: string; people: number; hiddenRows: number; hidden: boolean }[]
  choice?: { sheets: string[]; hiddenRows: boolean }
  /** The class whose template this is, where it is another one's. */
  otherClass?: string
  /** How many people's phones differ from those on file, which stay. */
  phonesDiffer?: number
  remarks: string[]
  /** How often cells were mended by themselves, by the reason in Chinese. */
  repairs?: Record<string, number>
  /** Rows that were taken out on the screen: the file given back is without them. */
  removed?: number[]
}

/** What another upload changed of the draft before it, in numbers of people. */
export type RosterChanges = { added: number; removed: number; changed: number; mended: number }

/**
 * 集体报名: the people an enterprise enrols in a class. At most one draft for each class; a submitted one has an order, which says whether it
 * is paid.
 */
export const rosters = pgTable(
  'rosters',
  {
    enterpriseId: uuid()
      .notNull()
      .references(() => enterprises.id),
    id: id().notNull(),
    classId: uuid()
      .notNull()
      .references(() => classes.id),
    status: rosterStatus().notNull().default('draft'),
    file: jsonb().$type<RosterFile>().notNull(),
    changes: jsonb().$type<RosterChanges>(),
    people: integer().notNull(),
    ready: integer().notNull(),
    uploadedAt: at().notNull(),
    submittedAt: at(),
    /** Once submitted. */
    orderId: uuid(),
    endedAt: at(),
  },
  (t) => [
    primaryKey({ columns: [t.enterpriseId, t.id] }),
    uniqueIndex('rosters_one_draft').on(t.enterpriseId, t.classId).where(sql`${t.status} = 'draft'`),
    uniqueIndex('rosters_order').on(t.enterpriseId, t.orderId),
    check('rosters_counts', sql`${t.ready} between 0 and ${t.people}`),
    check('rosters_submitted', sql`(${t.status} = 'submitted') <= (${t.submittedAt} is not null)`),
  ],
)

export const rosterRows = pgTable(
  'roster_rows',
  {
    enterpriseId: uuid().notNull(),
    rosterId: uuid().notNull(),
    /** As the program shows it, from 1. */
    row: integer().notNull(),
    /** The CheckedRow of lib/rosters as JSON, encrypted: it holds whole numbers. Only the values remain once it is submitted. */
    dataCipher: cipher<'roster_rows.data_cipher'>().notNull(),
    /** Kinds of problems found; empty: ready. */
    problems: text().array().notNull().default(sql`'{}'::text[]`),
    /** How many repairs were made by themselves. */
    repairs: smallint().notNull().default(0),
    /** By which rows of a draft with the same number or phone are found; null: once it is submitted, and of rows older than this. */
    keys: integer().array(),
    /** Set when the roster is submitted, for the rows that went in. */
    traineeId: uuid(),
    enrollmentId: uuid(),
    /** Taken out before the payment, or refunded after it. */
    endedAt: at(),
  },
  (t) => [
    primaryKey({ columns: [t.enterpriseId, t.rosterId, t.row] }),
    index().on(t.traineeId, t.enrollmentId),
    foreignKey({ columns: [t.enterpriseId, t.rosterId], foreignColumns: [rosters.enterpriseId, rosters.id] }).onDelete('cascade'),
    foreignKey({ columns: [t.traineeId, t.enrollmentId], foreignColumns: [enrollments.traineeId, enrollments.id] }),
  ],
)

/** 提醒: the text messages an enterprise sent to its people, so that nobody is pressed too often. */
export const rosterReminders = pgTable(
  'roster_reminders',
  {
    enterpriseId: uuid().notNull(),
    traineeId: uuid().notNull(),
    enrollmentId: uuid().notNull(),
    sentAt: at().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.enterpriseId, t.enrollmentId, t.sentAt] }),
    foreignKey({ columns: [t.traineeId, t.enrollmentId], foreignColumns: [enrollments.traineeId, enrollments.id] }),
  ],
)

export const packStatus = pgEnum('pack_status', ['waiting', 'ready', 'failed'])

/**
 * 打包下载: the certificates of an enterprise's people in a class, printed one by one in the background and kept until they are
 * downloaded together.
 */
export const certificatePacks = pgTable(
  'certificate_packs',
  {
    enterpriseId: uuid()
      .notNull()
      .references(() => enterprises.id),
    id: id().notNull(),
    classId: uuid()
      .notNull()
      .references(() => classes.id),
    status: packStatus().notNull().default('waiting'),
    total: integer().notNull(),
    printed: integer().notNull().default(0),
    /** Of the last certificate that was printed: they are printed in the order of their numbers. */
    lastNumber: text().notNull().default(''),
    /** People whose name or employer no font can print. */
    unprintable: text().array().notNull().default(sql`'{}'::text[]`),
    askedAt: at().notNull(),
    /** When the last of them was printed. */
    updatedAt: at().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.enterpriseId, t.id] }),
    uniqueIndex('certificate_packs_one_waiting').on(t.enterpriseId).where(sql`${t.status} = 'waiting'`),
    index().on(t.askedAt),
  ],
)
