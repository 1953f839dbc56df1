import { randomUUID } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { courses, questions } from '@/db/schema/catalog'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { decodeText } from '@/lib/shared/decode-text'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { asFile, isZip } from '@/lib/shared/spreadsheet/as-file'
import { Unreadable } from '@/lib/shared/spreadsheet/row'
import { requireRight } from '@/lib/shared/staff'
import { stage, staged, unstage } from '@/lib/shared/staged'
import { lockCourse } from '../courses/edit-course'
import { bankTwins } from './edit-questions'
import { type GiftPlace, parseGift } from './gift'
import type { Draft } from './rules'
import { readQuestionSheet } from './sheet'
import { Twins } from './twins'

export const mostImportBytes = 5e6

/** Where in the file: 第 5 行, or 第 3 题（第 12 行）, and in a table which column. */
export type ImportProblem = { place: string; column: string; value: string; what: string; todo: string }
type Placed = { place: string; draft: Draft }
export type StagedImport = {
  courseId: string
  fileName: string
  questions: Placed[]
  problems: ImportProblem[]
  /** The same as a question of the bank, or as one further up. */
  duplicates: { place: string; stem: string; of: string }[]
  /** Perhaps the same, or without a picture that they had: taken only if the editor says so. */
  doubts: (Placed & { why: string })[]
  remarks: string[]
}

const placeOf = (line: number) => `第 ${line} 行`

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
  const read = isZip(file) ? await readTable(file) : readText(file)
  if (!read.questions.length && !read.problems.length && !read.remarks.length) throw new Refused('bank_file_none')
  const { problems, remarks } = read
  const found: StagedImport = { courseId, fileName, ...parted(read.questions, await bankTwins(ctx, courseId)), problems, remarks }
  return stage(ctx, found)
}

type Read = Placed & { lost?: string[] }
type ReadFile = Pick<StagedImport, 'problems' | 'remarks'> & { questions: Read[] }

async function readTable(file: Buffer): Promise<ReadFile> {
  try {
    const { questions: found, problems, remarks } = await asFile(file, readQuestionSheet)
    return {
      questions: found.map(({ row, draft }) => ({ place: placeOf(row), draft })),
      problems: problems.map(({ row, ...problem }) => ({ place: placeOf(row), ...problem })),
      remarks,
    }
  } catch (error) {
    if (error instanceof Unreadable) throw new Refused('bank_file_unreadable', { reason: error.message })
    throw error
  }
}

function readText(file: Buffer): ReadFile {
  const text = decodeText(file)
  if (text === null || /^\s*<(!doctype|html|\?xml)/i.test(text)) throw new Refused('bank_file_kind')
  const { questions: found, problems, remarks } = parseGift(text)
  const giftPlace = ({ number, line }: GiftPlace) => `第 ${number} 题（${placeOf(line)}）`
  return {
    questions: found.map((question) => ({ place: giftPlace(question), draft: question.draft, lost: question.lost })),
    problems: problems.map((problem) => ({
      place: giftPlace(problem),
      column: '',
      value: problem.value,
      what: problem.what,
      todo: problem.todo,
    })),
    remarks,
  }
}

const doubtWords = { answer: '题干和选项相同，答案不同', wording: '只有标点或大小写不同' }

/** What is new, what is there already, and what somebody has to look at. */
function parted(found: Read[], bank: Twins<string>) {
  const [fresh, duplicates, doubts]: [Placed[], StagedImport['duplicates'], StagedImport['doubts']] = [[], [], []]
  const above = new Twins<string>()
  for (const { place, draft, lost = [] } of found) {
    const [there, here] = [bank.find(draft), above.find(draft)]
    const same = there?.likeness === 'same' ? '题库中已有' : here?.likeness === 'same' ? `与${here.of}相同` : null
    above.add(draft, place)
    if (same) {
      duplicates.push({ place, stem: draft.stem, of: same })
      continue
    }
    const reasons = [
      there && there.likeness !== 'same' && `与题库中的题${doubtWords[there.likeness]}`,
      here && here.likeness !== 'same' && `与${here.of}${doubtWords[here.likeness]}`,
      lost.length > 0 && `有图片或音视频没有导入：${[...new Set(lost)].slice(0, 5).join('、')}`,
    ].filter(Boolean)
    if (reasons.length) doubts.push({ place, draft, why: reasons.join('；') })
    else fresh.push({ place, draft })
  }
  return { questions: fresh, duplicates, doubts }
}

/** What a file held, for the editor who sent it. @throws NotFound, also for somebody else's and after a day */
export async function getStagedImport(ctx: Ctx, { courseId, importId }: { courseId: string; importId: string }): Promise<StagedImport> {
  requireRight(ctx, 'courses.edit')
  const found = await staged<StagedImport>(ctx, importId)
  if (found.courseId !== courseId) throw new NotFound()
  return found
}

/**
 * Takes over what was found: all of it, or, if the editor says so, what is good; and those of the doubtful that are wanted all the same, by their
 * places among them. What came into the bank meanwhile is not taken twice.
 * @returns how many questions are new @throws NotFound; Refused('import_has_problems' | 'import_is_empty')
 */
export async function importQuestions(
  ctx: Ctx,
  given: { courseId: string; importId: string; leaveOut: boolean; keep?: number[] },
): Promise<number> {
  requireRight(ctx, 'courses.edit')
  const { courseId, importId, leaveOut, keep = [] } = given
  return inTransaction(ctx, async (tx) => {
    await lockCourse(tx, courseId)
    const found = await getStagedImport(tx, { courseId, importId })
    if (found.problems.length && !leaveOut) throw new Refused('import_has_problems', { problems: found.problems.length }, 'leaveOut')
    const kept = found.doubts.filter((_, i) => keep.includes(i))
    const wanted = [...found.questions, ...kept]
    if (!wanted.length) throw new Refused('import_is_empty')
    const bank = await bankTwins(tx, courseId)
    const fresh = wanted.filter(({ draft }) => bank.find(draft)?.likeness !== 'same')
    if (fresh.length)
      await tx.db.execute(sql`
        insert into questions (id, course_id, kind, stem, options, correct, explanation)
        select q.id, ${courseId}, q.kind::question_kind, q.stem, q.options, q.correct, q.explanation
        from jsonb_to_recordset(${JSON.stringify(fresh.map(({ draft }) => ({ id: randomUUID(), ...draft })))}::jsonb)
          as q(id uuid, kind text, stem text, options jsonb, correct jsonb, explanation text)`)
    const left = {
      problems: found.problems.length,
      duplicates: found.duplicates.length,
      doubts: found.doubts.length - kept.length,
      kept: kept.length,
    }
    await record(tx, 'questions.import', courseId, { fileName: found.fileName, imported: fresh.length, ...left })
    await unstage(tx, importId)
    return fresh.length
  })
}

/** Everything that is asked now, answers and all, for a download, which is written down. @throws NotFound */
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
  await record(ctx, 'export.questions', courseId, { rows: drafts.length })
  return { title: course.title, drafts }
}
