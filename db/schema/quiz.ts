import { sql } from 'drizzle-orm'
import { check, foreignKey, jsonb, pgEnum, pgTable, primaryKey, smallint, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../columns'
import { studies } from './enrollment'

export const attemptStatus = pgEnum('attempt_status', ['open', 'passed', 'failed'])

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
  },
  (t) => [
    primaryKey({ columns: [t.traineeId, t.id] }),
    uniqueIndex('quiz_attempts_numbered').on(t.traineeId, t.studyId, t.number),
    uniqueIndex('quiz_attempts_one_open').on(t.traineeId, t.studyId).where(sql`${t.status} = 'open'`),
    foreignKey({ columns: [t.traineeId, t.studyId], foreignColumns: [studies.traineeId, studies.id] }),
    check('quiz_attempts_submitted', sql`(${t.status} = 'open') = (${t.submittedAt} is null and ${t.score} is null)`),
  ],
)
