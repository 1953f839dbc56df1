import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
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
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { at, cipher, id, until } from '../columns'
import { regions } from './identity'

export const categories = pgTable('categories', { id: id().primaryKey(), name: text().notNull().unique(), position: smallint().notNull() })

export const specialties = pgTable(
  'specialties',
  {
    id: id().primaryKey(),
    categoryId: uuid()
      .notNull()
      .references(() => categories.id),
    name: text().notNull(),
  },
  (t) => [unique().on(t.categoryId, t.name)],
)

export const providers = pgTable('providers', { id: id().primaryKey(), name: text().notNull().unique() })

/** One lesson as it is stored: an encrypted HLS playlist with captions. The duration is read from the media itself. */
export const media = pgTable(
  'media',
  {
    id: id().primaryKey(),
    title: text().notNull(),
    storagePrefix: text().notNull().unique(),
    durationSeconds: integer().notNull(),
    /** The AES-128 key of its segments, itself encrypted at rest. */
    keyCipher: cipher<'media.key_cipher'>().notNull(),
    createdAt: at().notNull().defaultNow(),
  },
  (t) => [check('media_duration', sql`${t.durationSeconds} > 0`)],
)

export const mediaUploadStatus = pgEnum('media_upload_status', ['receiving', 'waiting', 'transcoding', 'ready', 'failed'])

/** A video file on its way to becoming a lesson: received in pieces, then transcoded in the background. */
export const mediaUploads = pgTable(
  'media_uploads',
  {
    id: id().primaryKey(),
    status: mediaUploadStatus().notNull().default('receiving'),
    fileName: text().notNull(),
    sizeBytes: bigint({ mode: 'number' }).notNull(),
    receivedBytes: bigint({ mode: 'number' }).notNull().default(0),
    progressPercent: smallint().notNull().default(0),
    /** In Chinese, for the editor; null unless it failed. */
    failure: text(),
    mediaId: uuid().references(() => media.id),
    uploadedBy: uuid().notNull(),
    createdAt: at().notNull(),
    updatedAt: at().notNull(),
  },
  (t) => [index().on(t.status, t.updatedAt), check('media_uploads_size', sql`${t.receivedBytes} between 0 and ${t.sizeBytes}`)],
)

export const courses = pgTable(
  'courses',
  {
    id: id().primaryKey(),
    slug: text().notNull().unique(),
    title: text().notNull(),
    summary: text().notNull(),
    providerId: uuid()
      .notNull()
      .references(() => providers.id),
    categoryId: uuid()
      .notNull()
      .references(() => categories.id),
    creditHours: smallint().notNull(),
    /** What a search looks through: title and provider, then their pinyin initials, in lower case. */
    searchText: text().notNull().default(''),
    publishedAt: at(),
  },
  (t) => [check('courses_hours', sql`${t.creditHours} > 0`)],
)

export const chapters = pgTable(
  'chapters',
  {
    id: id().primaryKey(),
    courseId: uuid()
      .notNull()
      .references(() => courses.id),
    position: smallint().notNull(),
    title: text().notNull(),
    mediaId: uuid()
      .notNull()
      .references(() => media.id),
    /** 试看: plays for everybody once its course is sold singly. */
    preview: boolean().notNull().default(false),
  },
  (t) => [unique().on(t.courseId, t.position), index().on(t.mediaId), index('chapters_preview').on(t.courseId).where(sql`${t.preview}`)],
)

export const questionKind = pgEnum('question_kind', ['single', 'multiple', 'judgement'])

export const questions = pgTable(
  'questions',
  {
    id: id().primaryKey(),
    courseId: uuid()
      .notNull()
      .references(() => courses.id),
    kind: questionKind().notNull(),
    stem: text().notNull(),
    options: jsonb().$type<string[]>().notNull(),
    /** Indexes into `options`. */
    correct: jsonb().$type<number[]>().notNull(),
    explanation: text().notNull(),
    retiredAt: at(),
  },
  (t) => [index().on(t.courseId)],
)

/** When a handed-in paper shows key and explanations: at once, as soon as no try is left, or only when the course is passed. */
export const quizExplains = pgEnum('quiz_explains', ['always', 'after_last_try', 'after_passing'])

/**
 * When courses are chosen: in the class, after it is paid; before the order, which is made only when the hours are full; or one
 * by one, each bought on its own (课程资源). A programme of single courses has no classes to choose from, only a shelf: one class
 * without a limit of seats, which whoever buys from it belongs to.
 */
export const selectionTiming = pgEnum('selection_timing', ['after_payment', 'before_payment', 'single_courses'])

/** What `feeFen` is the price of: the whole class, or a credit hour of the courses chosen; or each course has a price of its own. */
export const pricing = pgEnum('pricing', ['class', 'hour', 'course'])

/** 培训证明 with its table of hours, or 合格证书 with a sentence. */
export const certificateForm = pgEnum('certificate_form', ['table', 'diploma'])

/** A programme carries the rules of its classes as data. */
export const programs = pgTable(
  'programs',
  {
    id: id().primaryKey(),
    year: smallint().notNull(),
    categoryId: uuid()
      .notNull()
      .references(() => categories.id),
    specialtyId: uuid().references(() => specialties.id),
    title: text().notNull(),
    pricing: pricing().notNull().default('class'),
    feeFen: integer().notNull().default(0),
    selectionTiming: selectionTiming().notNull().default('after_payment'),
    passMark: smallint().notNull().default(60),
    quizSingle: smallint().notNull(),
    quizMultiple: smallint().notNull(),
    quizJudgement: smallint().notNull(),
    /** Between handing in a failed paper and the next one; none when null. */
    quizWaitMinutes: smallint(),
    /** Papers a course a day (Asia/Shanghai), and in all; as many as one likes when null. */
    quizDailyTries: smallint(),
    quizMostTries: smallint(),
    quizExplains: quizExplains().notNull().default('always'),
    /** A paper opened in time may be handed in so long after the study period. */
    quizGraceMinutes: smallint().notNull().default(30),
    /** Credited seconds between two attention checks (签到); none when null. */
    attentionEverySeconds: integer(),
    /** Allowed playback speed, in per cent of real time. */
    maxSpeedPercent: smallint().notNull().default(100),
    certificateTitle: text().notNull().default('培训证明'),
    certificateForm: certificateForm().notNull().default('table'),
    certificatePrefix: text().notNull(),
    /** A refund may be asked for so many days after payment, and while no more than this share is learnt; never when null. */
    refundDays: smallint(),
    refundMaxLearntPercent: smallint().notNull().default(0),
    /** 培训须知, one paragraph an entry. */
    guidance: jsonb().$type<string[]>().notNull(),
    publishedAt: at(),
  },
  (t) => [
    check('programs_fee', sql`${t.feeFen} >= 0`),
    check('programs_pass_mark', sql`${t.passMark} between 1 and 100`),
    check('programs_quiz_tries', sql`${t.quizWaitMinutes} > 0 and ${t.quizDailyTries} > 0 and ${t.quizMostTries} > 0`),
    check('programs_quiz_grace', sql`${t.quizGraceMinutes} between 0 and 1440`),
    check('programs_speed', sql`${t.maxSpeedPercent} between 100 and 200`),
  ],
)

/** A part of a programme's requirement: so many hours out of these courses. */
export const programParts = pgTable(
  'program_parts',
  {
    id: id().primaryKey(),
    programId: uuid()
      .notNull()
      .references(() => programs.id),
    position: smallint().notNull(),
    name: text().notNull(),
    shortName: text().notNull(),
    requiredHours: smallint().notNull(),
    /** 必修: its courses are selected when the class opens, without the trainee's doing. */
    compulsory: boolean().notNull().default(false),
  },
  (t) => [unique().on(t.programId, t.position), unique().on(t.programId, t.id), check('program_parts_hours', sql`${t.requiredHours} > 0`)],
)

export const programCourses = pgTable(
  'program_courses',
  {
    programId: uuid().notNull(),
    courseId: uuid()
      .notNull()
      .references(() => courses.id),
    partId: uuid().notNull(),
    quizRequired: boolean().notNull().default(true),
    /** Where the programme is priced by course; 0 is free. */
    priceFen: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.programId, t.courseId] }),
    index().on(t.courseId),
    check('program_courses_price', sql`${t.priceFen} >= 0`),
    foreignKey({ columns: [t.programId, t.partId], foreignColumns: [programParts.programId, programParts.id] }),
  ],
)

/** 班级: a programme in a region, with seats and dates. */
export const classes = pgTable(
  'classes',
  {
    id: id().primaryKey(),
    programId: uuid()
      .notNull()
      .references(() => programs.id),
    regionCode: text()
      .notNull()
      .references(() => regions.code),
    title: text().notNull(),
    /** Null on the shelf of single courses: no limit, and nothing is counted. */
    seats: integer(),
    /** Enrolments that hold a seat (reserved, active, passed); changed only under the row's lock. */
    seatsTaken: integer().notNull().default(0),
    enrolFrom: at().notNull(),
    enrolUntil: until().notNull(),
    studyFrom: at().notNull(),
    studyUntil: until().notNull(),
    /** 关闭: nobody enrols any more, whatever the dates say; whoever is in goes on. */
    closedAt: at(),
  },
  (t) => [
    index().on(t.programId, t.regionCode),
    check('classes_seats', sql`${t.seatsTaken} between 0 and ${t.seats}`),
    check('classes_enrol', sql`${t.enrolFrom} < ${t.enrolUntil}`),
    check('classes_study', sql`${t.studyFrom} < ${t.studyUntil}`),
  ],
)
