import { sql } from 'drizzle-orm'
import { boolean, foreignKey, index, pgEnum, pgTable, primaryKey, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../columns'
import { classes, courses, programParts, programs } from './catalog'
import { regions, trainees } from './identity'

const traineeId = () =>
  uuid()
    .notNull()
    .references(() => trainees.id)

/**
 * 开始报名: what a trainee has filled in for a programme whose courses are chosen before the order. One for each programme; whoever
 * comes back goes on at the first gap. It holds no seat and no price: both are checked when the order is placed.
 */
export const applications = pgTable(
  'applications',
  {
    traineeId: traineeId(),
    programId: uuid()
      .notNull()
      .references(() => programs.id),
    employer: text(),
    regionCode: text().references(() => regions.code),
    technicalGrade: text(),
    classId: uuid().references(() => classes.id),
    otherRegionReason: text(),
    /** Elective courses chosen so far; compulsory ones are always in. */
    courseIds: uuid().array().notNull().default(sql`'{}'::uuid[]`),
    coursesConfirmed: boolean().notNull().default(false),
    updatedAt: at().notNull(),
  },
  (t) => [primaryKey({ columns: [t.traineeId, t.programId] })],
)

export const enrollmentStatus = pgEnum('enrollment_status', ['reserved', 'active', 'passed', 'released', 'withdrawn'])

export const enrollments = pgTable(
  'enrollments',
  {
    traineeId: traineeId(),
    id: id().notNull(),
    classId: uuid()
      .notNull()
      .references(() => classes.id),
    programId: uuid()
      .notNull()
      .references(() => programs.id),
    status: enrollmentStatus().notNull().default('reserved'),
    /** As given when enrolling: 单位名称, and why a class of another region was chosen. */
    employer: text(),
    otherRegionReason: text(),
    reservedAt: at().notNull(),
    activatedAt: at(),
    passedAt: at(),
    endedAt: at(),
  },
  (t) => [
    primaryKey({ columns: [t.traineeId, t.id] }),
    index().on(t.id),
    // A person takes a programme once: nobody holds two seats of it, whatever the class.
    uniqueIndex('enrollments_one_live').on(t.traineeId, t.programId).where(sql`${t.status} in ('reserved', 'active', 'passed')`),
    index().on(t.classId, t.status),
    index().on(t.activatedAt),
    index().on(t.passedAt),
  ],
)

/** 候选: what a trainee has put aside and not confirmed yet. */
export const candidates = pgTable(
  'candidates',
  {
    traineeId: traineeId(),
    enrollmentId: uuid().notNull(),
    courseId: uuid()
      .notNull()
      .references(() => courses.id),
    addedAt: at().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.traineeId, t.enrollmentId, t.courseId] }),
    foreignKey({ columns: [t.traineeId, t.enrollmentId], foreignColumns: [enrollments.traineeId, enrollments.id] }),
  ],
)

/** A trainee's take of one course: a confirmed selection in a class, and how it stands. */
export const studies = pgTable(
  'studies',
  {
    traineeId: traineeId(),
    id: id().notNull(),
    enrollmentId: uuid().notNull(),
    courseId: uuid()
      .notNull()
      .references(() => courses.id),
    partId: uuid()
      .notNull()
      .references(() => programParts.id),
    /** As they were when the course was chosen: a later change of the programme does not move the goal. */
    creditHours: smallint().notNull(),
    quizRequired: boolean().notNull(),
    selectedAt: at().notNull(),
    /** When one of its chapters was last opened. */
    learntAt: at(),
    /** All chapters seen to the end (课程进度 100%). */
    watchedAt: at(),
    bestScore: smallint(),
    passedAt: at(),
    /** Given back for a refund: it neither plays nor counts any more. */
    endedAt: at(),
  },
  (t) => [
    primaryKey({ columns: [t.traineeId, t.id] }),
    index().on(t.id),
    uniqueIndex('studies_one_take').on(t.traineeId, t.enrollmentId, t.courseId).where(sql`${t.endedAt} is null`),
    foreignKey({ columns: [t.traineeId, t.enrollmentId], foreignColumns: [enrollments.traineeId, enrollments.id] }),
  ],
)
