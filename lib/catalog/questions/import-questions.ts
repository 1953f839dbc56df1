import { randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { and, eq, sql } from 'drizzle-orm'
import { courses, questions } from '@/db/schema/catalog'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { decodeText } from '@/lib/shared/decode-text'
import { enqueue } from '@/lib/shared/jobs'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { Unreadable } from '@/lib/shared/spreadsheet/row'
import { requireRight } from '@/lib/shared/staff'
import { storage } from '@/lib/shared/storage'
import { lockCourse } from '../courses/edit-course'
import { stemsOf } from './edit-questions'
import { parseGift } from './gift'
import { type Draft, stemKey } from './rules'
import { readQuestionSheet } from './sheet'

export const mostImportBytes = 5e6
const keptSeconds = 24 * 3600

/** Where in the file: 第 5 行, and in a table which column. */
export type ImportProblem = { place: string; column: string; value: string; what: string; todo: string }
export type StagedImport = {
  courseId: string
  fileName: string
  questions: { place: string; draft: Draft }[]
  problems: ImportProblem[]
  /** The same stem as a question of the bank, or as one further up. */
  duplicates: { place: string; stem: string; of: string }[]
  remarks: string[]
}

const placeOf = (line: number) => `第 ${line} 行`
const keyOf = (staffId: string, importId: string) => `imports/${staffId}/${importId}.json`

/**
 * Reads a file of questions (.xlsx, or GIFT as text) and keeps what it found for a day, for its editor to decide on. Nothing is imported.
 * @returns the import's id @throws NotFound; Refused('bank_file_…')
 */
export async function stageImport(ctx: Ctx, given: { courseId: string; fileName: string; file: Buffer }): Promise<string> {
  requireRight(ctx, 'courses.edit')
  const { courseId, fileName, file } = given
  const [course] = await ctx.db.select({ id: courses.id }).from(courses).where(eq(courses.id, courseId))
  if (!course) throw new NotFound()
  if (!file.length) throw new Refused('bank_file_empty')
  if (file.length > mostImportBytes) throw new Refused('bank_file_large', { size: mostImportBytes / 1e6 })
  const read = file.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1')) ? await readTable(file) : readText(file)
  if (!read.questions.length && !read.problems.length) throw new Refused('bank_file_none')
  const { fresh, duplicates } = parted(read.questions, await stemsOf(ctx, courseId))
  const staged: StagedImport = { courseId, fileName, questions: fresh, duplicates, problems: read.problems, remarks: read.remarks }
  const importId = randomUUID()
  const key = keyOf(ctx.actor.id, importId)
  await storage().put(key, Buffer.from(JSON.stringify(staged)))
  await enqueue(ctx, 'photos.forget', { key }, keptSeconds)
  return importId
}

type ReadFile = Pick<StagedImport, 'questions' | 'problems' | 'remarks'>

async function readTable(file: Buffer): Promise<ReadFile> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bank-'))
  const name = path.join(folder, 'bank.xlsx')
  try {
    await fs.writeFile(name, file)
    const { questions: found, problems, remarks } = await readQuestionSheet(name)
    return {
      questions: found.map(({ row, draft }) => ({ place: placeOf(row), draft })),
      problems: problems.map(({ row, ...problem }) => ({ place: placeOf(row), ...problem })),
      remarks,
    }
  } catch (error) {
    if (error instanceof Unreadable) throw new Refused('bank_file_unreadable', { reason: error.message })
    throw error
  } finally {
    await fs.rm(folder, { recursive: true, force: true })
  }
}

function readText(file: Buffer): ReadFile {
  const text = decodeText(file)
  if (text === null || /^\s*<(!doctype|html|\?xml)/i.test(text)) throw new Refused('bank_file_kind')
  const { questions: found, problems, remarks } = parseGift(text)
  return {
    questions: found.map(({ line, draft }) => ({ place: placeOf(line), draft })),
    problems: problems.map(({ line, ...problem }) => ({ place: placeOf(line), column: '', ...problem })),
    remarks,
  }
}

function parted(found: StagedImport['questions'], bank: Map<string, string>) {
  const seen = new Map([...bank.keys()].map((key) => [key, '题库中已有']))
  const duplicates: StagedImport['duplicates'] = []
  const fresh = found.filter(({ place, draft }) => {
    const of = seen.get(stemKey(draft.stem))
    if (of) duplicates.push({ place, stem: draft.stem, of })
    else seen.set(stemKey(draft.stem), `与${place}相同`)
    return !of
  })
  return { fresh, duplicates }
}

/** What a file held, for the editor who sent it. @throws NotFound, also for somebody else's and after a day */
export async function getStagedImport(ctx: Ctx, { courseId, importId }: { courseId: string; importId: string }): Promise<StagedImport> {
  requireRight(ctx, 'courses.edit')
  const body = await storage().get(keyOf(ctx.actor.id, importId))
  const staged: StagedImport | null = body && JSON.parse(body.toString())
  if (staged?.courseId !== courseId) throw new NotFound()
  return staged
}

/**
 * Takes over what was found: all of it, or, if the editor says so, what is good. What came into the bank meanwhile is not taken twice.
 * @returns how many questions are new @throws NotFound; Refused('import_has_problems')
 */
export async function importQuestions(ctx: Ctx, given: { courseId: string; importId: string; leaveOut: boolean }): Promise<number> {
  requireRight(ctx, 'courses.edit')
  const { courseId, importId, leaveOut } = given
  return inTransaction(ctx, async (tx) => {
    await lockCourse(tx, courseId)
    const staged = await getStagedImport(tx, { courseId, importId })
    if (staged.problems.length && !leaveOut) throw new Refused('import_has_problems', { problems: staged.problems.length }, 'leaveOut')
    const { fresh } = parted(staged.questions, await stemsOf(tx, courseId))
    if (fresh.length)
      await tx.db.execute(sql`
        insert into questions (id, course_id, kind, stem, options, correct, explanation)
        select q.id, ${courseId}, q.kind::question_kind, q.stem, q.options, q.correct, q.explanation
        from jsonb_to_recordset(${JSON.stringify(fresh.map(({ draft }) => ({ id: randomUUID(), ...draft })))}::jsonb)
          as q(id uuid, kind text, stem text, options jsonb, correct jsonb, explanation text)`)
    const left = { problems: staged.problems.length, duplicates: staged.duplicates.length }
    await record(tx, 'questions.import', courseId, { fileName: staged.fileName, imported: fresh.length, ...left })
    await storage().remove(keyOf(tx.actor.id, importId))
    return fresh.length
  })
}

/** Everything that is asked now, for a download. @throws NotFound */
export async function exportQuestions(ctx: Ctx, courseId: string): Promise<{ title: string; drafts: Draft[] }> {
  requireRight(ctx, 'courses.read')
  const [course] = await ctx.db.select({ title: courses.title }).from(courses).where(eq(courses.id, courseId))
  if (!course) throw new NotFound()
  const drafts = await ctx.db
    .select({
      kind: questions.kind,
      stem: questions.stem,
      options: questions.options,
      correct: questions.correct,
      explanation: questions.explanation,
    })
    .from(questions)
    .where(and(eq(questions.courseId, courseId), sql`${questions.retiredAt} is null`))
    .orderBy(questions.kind, questions.id)
  return { title: course.title, drafts }
}
