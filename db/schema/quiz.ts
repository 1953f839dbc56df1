import { sql } from 'drizzle-orm'
import { check, foreignKey, index, jsonb, pgEnum, pgTable, primaryKey, smallint, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../columns'
import { studies } from './enrollment'

export const attemptStatus = pgEnum('attempt_status', ['open', 'passed', 'failed'])

/** Within the study period, 逾时交卷 within the grace after it, or taken in by the server when that was over. */
export const attemptHandedIn = pgEnum('attempt_handed_in', ['in_time', 'in_grace', 'by_server'])
export type HandedIn = (typeof attemptHandedIn.enumValues)[number]

/** A question as it was drawn: options already shuffled, with the key and the explanation, which leave the server only after submission. */
export type PaperQuestion = {
  id: string
  kind: 'single' | 'multiple' | 'judgement'
  stem: string
  options: string[]
  correct: number[]
  explanation: string
}

/** Chosen option indexes by question id. */
export type Answers = Record<string, number[]>

export const quizAttempts = pgTable(
  'quiz_attempts',
  {
    traineeId: uuid().notNull(),
    id: id().notNull(),
    studyId: uuid().notNull(),
    number: smallint().notNull(),
    status: attemptStatus().notNull().default('open'),
    passMark: smallint().notNull(),
    paper: jsonb().$type<PaperQuestion[]>().notNull(),
    answers: jsonb().$type<Answers>().notNull().default({}),
    score: smallint(),
    openedAt: at().notNull(),
    submittedAt: at(),
    /** How it was handed in; says nothing while the paper is open. */
    handedIn: attemptHandedIn().notNull().default('in_time'),
  },
  (t) => [
    primaryKey({ columns: [t.traineeId, t.id] }),
    index().on(t.id),
    uniqueIndex('quiz_attempts_numbered').on(t.traineeId, t.studyId, t.number),
    uniqueIndex('quiz_attempts_one_open').on(t.traineeId, t.studyId).where(sql`${t.status} = 'open'`),
    foreignKey({ columns: [t.traineeId, t.studyId], foreignColumns: [studies.traineeId, studies.id] }),
    check('quiz_attempts_submitted', sql`(${t.status} = 'open') = (${t.submittedAt} is null and ${t.score} is null)`),
  ],
)
