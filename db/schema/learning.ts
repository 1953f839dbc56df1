import { sql } from 'drizzle-orm'
import { check, date, foreignKey, index, integer, jsonb, pgEnum, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { at, id, secondsRanges } from '../columns'
import { chapters } from './catalog'
import { studies } from './enrollment'
import { trainees } from './identity'

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
    index().on(t.completedAt).where(sql`${t.completedAt} is not null`),
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
    /** The lesson's key was fetched for this playing; nothing is credited before. */
    keyAt: at(),
    /** The session that opened it; what it holds ends with that. */
    sessionId: uuid(),
    /** What was credited on this day (Asia/Shanghai) and is not in learning_days yet: written with each report, moved when the day is over. */
    day: date({ mode: 'string' }),
    daySeconds: integer().notNull().default(0),
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
    /** The characters asked for, sealed: they are drawn and spoken from here. */
    sealedText: text(),
    /** When these characters were made to be shown; they hold for a while. */
    shownAt: at(),
    wrongTries: smallint().notNull().default(0),
    /** After some wrong answers there is a pause. */
    pausedUntil: at(),
  },
  (t) => [primaryKey({ columns: [t.traineeId, t.id] }), index().on(t.traineeId, t.studyId), index().on(t.askedAt)],
)

/** Somebody's learning on one day: what is needed to see what looks odd, and no more. Kept for a year. */
export const learningDays = pgTable(
  'learning_days',
  {
    traineeId: uuid().notNull(),
    /** In Asia/Shanghai. */
    day: date({ mode: 'string' }).notNull(),
    /** Of streams that went over to another day, or ended; what the living one has is in it. */
    seconds: integer().notNull().default(0),
    /** Keyed hashes of where a player was opened from, and on what. */
    addresses: text().array().notNull().default(sql`'{}'::text[]`),
    devices: text().array().notNull().default(sql`'{}'::text[]`),
  },
  (t) => [primaryKey({ columns: [t.traineeId, t.day] }), index().on(t.day)],
)

export const oddityKind = pgEnum('oddity_kind', [
  'long_day',
  'same_moments',
  'shared_address',
  'many_places',
  'checks_failed',
  'fast_answers',
])

/** What of a kind looks odd: figures by name. */
export type OddityFacts = Record<string, number>

/** 学习异常: what looks odd about somebody's learning on a day. Found by a job; it has no effect by itself. */
export const learningOddities = pgTable(
  'learning_oddities',
  {
    traineeId: uuid()
      .notNull()
      .references(() => trainees.id),
    day: date({ mode: 'string' }).notNull(),
    kind: oddityKind().notNull(),
    facts: jsonb().$type<OddityFacts>().notNull(),
    foundAt: at().notNull(),
    /** 已核实: by whom, and what was found out. */
    reviewedAt: at(),
    reviewedBy: uuid(),
    note: text(),
  },
  (t) => [
    primaryKey({ columns: [t.traineeId, t.day, t.kind] }),
    index('learning_oddities_waiting').on(t.day).where(sql`${t.reviewedAt} is null`),
    index('learning_oddities_reviewed').on(t.reviewedAt).where(sql`${t.reviewedAt} is not null`),
    check('learning_oddities_noted', sql`(${t.reviewedAt} is null) = (${t.note} is null)`),
  ],
)
