import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { at, id, secondsRanges } from '../columns'
import { chapters } from './catalog'
import { studies } from './enrollment'

export const chapterProgress = pgTable(
  'chapter_progress',
  {
    traineeId: uuid().notNull(),
    studyId: uuid().notNull(),
    chapterId: uuid()
      .notNull()
      .references(() => chapters.id),
    watched: secondsRanges().notNull().default(sql`'{}'::int4multirange`),
    watchedSeconds: integer().notNull().default(0),
    /** Where the player stood, to resume there. */
    positionSeconds: integer().notNull().default(0),
    completedAt: at(),
    updatedAt: at().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.traineeId, t.studyId, t.chapterId] }),
    foreignKey({ columns: [t.traineeId, t.studyId], foreignColumns: [studies.traineeId, studies.id] }),
    check('chapter_progress_seconds', sql`${t.watchedSeconds} >= 0 and ${t.positionSeconds} >= 0`),
  ],
)

/** The one live stream of a trainee: opening a player anywhere replaces it, so that two videos never earn at once. */
export const streams = pgTable(
  'streams',
  {
    traineeId: uuid().primaryKey(),
    id: id().notNull(),
    studyId: uuid().notNull(),
    chapterId: uuid().notNull(),
    openedAt: at().notNull(),
    reportedAt: at().notNull(),
    /** Milliseconds of playing that may still be credited beyond the time that passes: the slack, spent and refilled. */
    balanceMs: integer().notNull(),
    /** Credited seconds since the last attention check. */
    uncheckedSeconds: integer().notNull().default(0),
    /** The attention check that waits for an answer; nothing is credited until then. */
    checkId: uuid(),
  },
  (t) => [foreignKey({ columns: [t.traineeId, t.studyId], foreignColumns: [studies.traineeId, studies.id] })],
)

/** 签到: asked while a lesson plays; the history stays as the training record. */
export const attentionChecks = pgTable(
  'attention_checks',
  {
    traineeId: uuid().notNull(),
    id: id().notNull(),
    studyId: uuid().notNull(),
    chapterId: uuid().notNull(),
    askedAt: at().notNull(),
    answeredAt: at(),
  },
  (t) => [primaryKey({ columns: [t.traineeId, t.id] }), index().on(t.traineeId, t.studyId)],
)
