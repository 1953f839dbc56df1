import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { programCourses, programs, questions } from '@/db/schema/catalog'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { shortage } from '../courses/bank-rules'
import { lockCourse } from '../courses/edit-course'
import { countBank } from '../courses/readiness'
import { type Draft, problemsOf } from './rules'
import { Twins } from './twins'

const fields = { kind: 'kind', stem: 'stem', options: 'option0', correct: 'correct0', explanation: 'explanation' } as const

/** @throws Refused('question_wrong') with the first thing that is wrong, at its field */
function checkDraft(draft: Draft): void {
  const [problem] = problemsOf(draft)
  if (problem) {
    const field = problem.field === 'correct' && draft.kind === 'judgement' ? 'truth' : fields[problem.field]
    throw new Refused('question_wrong', { what: problem.what, todo: problem.todo }, field)
  }
}

/** The questions that are asked now, to look for twins among them. */
export async function bankTwins(ctx: Ctx, courseId: string): Promise<Twins<string>> {
  const rows = await ctx.db
    .select()
    .from(questions)
    .where(and(eq(questions.courseId, courseId), isNull(questions.retiredAt)))
  const twins = new Twins<string>()
  for (const { id, ...draft } of rows) twins.add(draft, id)
  return twins
}

/** @throws Refused('question_twice') when another question of the course asks the same with the same options */
async function refuseTwin(tx: Ctx, courseId: string, draft: Draft, questionId?: string): Promise<void> {
  const twin = (await bankTwins(tx, courseId)).find(draft)
  if (twin && twin.of !== questionId && twin.likeness !== 'wording') throw new Refused('question_twice', {}, 'stem')
}

/** @returns its id @throws NotFound; Refused('question_wrong' | 'question_twice') */
export async function addQuestion(ctx: Ctx, { courseId, draft }: { courseId: string; draft: Draft }): Promise<string> {
  requireRight(ctx, 'courses.edit')
  checkDraft(draft)
  return inTransaction(ctx, async (tx) => {
    await lockCourse(tx, courseId)
    await refuseTwin(tx, courseId, draft)
    const [row] = await tx.db
      .insert(questions)
      .values({ courseId, ...draft })
      .returning({ id: questions.id })
    await record(tx, 'question.add', row!.id, { courseId })
    return row!.id
  })
}

/** A question with its course locked. @throws NotFound */
async function lockQuestion(tx: Ctx, questionId: string) {
  const [found] = await tx.db.select({ courseId: questions.courseId }).from(questions).where(eq(questions.id, questionId))
  if (!found) throw new NotFound()
  await lockCourse(tx, found.courseId)
  const [question] = await tx.db.select().from(questions).where(eq(questions.id, questionId)).for('update')
  return question!
}

/** Whether a paper was ever drawn with it. */
async function wasAsked(tx: Ctx, question: { id: string; courseId: string }): Promise<boolean> {
  const [row] = await tx.db.execute<{ asked: boolean }>(sql`
    select exists (
      select from quiz_attempts a join studies s on s.trainee_id = a.trainee_id and s.id = a.study_id
      where s.course_id = ${question.courseId} and a.paper @> ${JSON.stringify([{ id: question.id }])}::jsonb
    ) as asked`)
  return row!.asked
}

/**
 * Changes a question. One that somebody was asked stays as it was asked, and is not asked again; a new one takes its place.
 * @returns the id of what is asked from now on @throws NotFound; Refused('question_wrong' | 'question_twice' | 'question_retired')
 */
export async function editQuestion(ctx: Ctx, { questionId, draft }: { questionId: string; draft: Draft }): Promise<string> {
  requireRight(ctx, 'courses.edit')
  checkDraft(draft)
  return inTransaction(ctx, async (tx) => {
    const { courseId, retiredAt, ...before } = await lockQuestion(tx, questionId)
    if (retiredAt) throw new Refused('question_retired')
    await refuseTwin(tx, courseId, draft, questionId)
    const replaced = await wasAsked(tx, { id: questionId, courseId })
    if (!replaced) {
      await tx.db.update(questions).set(draft).where(eq(questions.id, questionId))
      await record(tx, 'question.edit', questionId, { before, after: draft })
      return questionId
    }
    await tx.db.update(questions).set({ retiredAt: tx.now }).where(eq(questions.id, questionId))
    const [row] = await tx.db
      .insert(questions)
      .values({ courseId, ...draft })
      .returning({ id: questions.id })
    await record(tx, 'question.replace', questionId, { by: row!.id, before, after: draft })
    return row!.id
  })
}

/** It is asked no more; papers that have it keep it. @throws NotFound; Refused('bank_needed') when too few would be left */
export async function retireQuestion(ctx: Ctx, questionId: string): Promise<void> {
  requireRight(ctx, 'courses.edit')
  await inTransaction(ctx, async (tx) => {
    const { courseId, kind, retiredAt } = await lockQuestion(tx, questionId)
    if (retiredAt) return
    const bank = await countBank(tx, courseId)
    const lacking = await shortages(tx, courseId, { ...bank, [kind]: bank[kind] - 1 })
    if (lacking) throw new Refused('bank_needed', { program: lacking.program, lacking: lacking.lacking })
    await tx.db.update(questions).set({ retiredAt: tx.now }).where(eq(questions.id, questionId))
    await record(tx, 'question.retire', questionId, { courseId })
  })
}

/** The first published programme whose papers a bank of this size could not fill. */
async function shortages(tx: Ctx, courseId: string, bank: Parameters<typeof shortage>[0]) {
  const asked = await tx.db
    .select({ program: programs.title, single: programs.quizSingle, multiple: programs.quizMultiple, judgement: programs.quizJudgement })
    .from(programCourses)
    .innerJoin(programs, and(eq(programs.id, programCourses.programId), isNotNull(programs.publishedAt)))
    .where(and(eq(programCourses.courseId, courseId), eq(programCourses.quizRequired, true)))
  for (const { program, ...counts } of asked) {
    const lacking = shortage(bank, counts)
    if (lacking.length) return { program, lacking: lacking.join('，') }
  }
  return null
}

/** Asked again. @throws NotFound; Refused('question_twice') */
export async function restoreQuestion(ctx: Ctx, questionId: string): Promise<void> {
  requireRight(ctx, 'courses.edit')
  await inTransaction(ctx, async (tx) => {
    const { courseId, stem, kind, options, correct, explanation, retiredAt } = await lockQuestion(tx, questionId)
    if (!retiredAt) return
    await refuseTwin(tx, courseId, { stem, kind, options, correct, explanation })
    await tx.db.update(questions).set({ retiredAt: null }).where(eq(questions.id, questionId))
    await record(tx, 'question.restore', questionId, { courseId })
  })
}
