import { and, asc, count, desc, eq, ilike, isNotNull, isNull, sql } from 'drizzle-orm'
import { courses, questions } from '@/db/schema/catalog'
import type { Ctx } from '@/lib/shared/context'
import { containing } from '@/lib/shared/like'
import { type ListQuery, pageSize } from '@/lib/shared/list-query'
import { NotFound } from '@/lib/shared/not-found'
import { requireRight } from '@/lib/shared/staff'
import { countBank, listThin } from '../courses/readiness'
import type { Kind } from './kinds'

/** A course's questions, narrowed; with how many of each kind are asked, and for which programmes that is little. @throws NotFound */
export async function listQuestions(ctx: Ctx, courseId: string, { q, page, filters }: ListQuery<'kind' | 'state'>) {
  requireRight(ctx, 'courses.read')
  const kind = (['single', 'multiple', 'judgement'] as const).find((one) => one === filters.kind)
  const which = and(
    eq(questions.courseId, courseId),
    kind ? eq(questions.kind, kind as Kind) : undefined,
    filters.state === 'retired' ? isNotNull(questions.retiredAt) : isNull(questions.retiredAt),
    q ? ilike(questions.stem, containing(q)) : undefined,
  )
  const [[course], rows, [all], bank, [retired]] = await Promise.all([
    ctx.db.select({ id: courses.id, title: courses.title }).from(courses).where(eq(courses.id, courseId)),
    ctx.db
      .select()
      .from(questions)
      .where(which)
      .orderBy(asc(questions.kind), desc(questions.id))
      .limit(pageSize)
      .offset((page - 1) * pageSize),
    ctx.db.select({ n: count() }).from(questions).where(which),
    countBank(ctx, courseId),
    ctx.db
      .select({ n: sql<number>`count(*)::int` })
      .from(questions)
      .where(and(eq(questions.courseId, courseId), isNotNull(questions.retiredAt))),
  ])
  if (!course) throw new NotFound()
  return { course, rows, total: all!.n, bank, retired: retired!.n, thin: await listThin(ctx, courseId, bank) }
}
export type ListedQuestion = Awaited<ReturnType<typeof listQuestions>>['rows'][number]

/** @throws NotFound */
export async function getQuestion(ctx: Ctx, questionId: string) {
  requireRight(ctx, 'courses.read')
  const [row] = await ctx.db
    .select({ question: questions, course: courses.title })
    .from(questions)
    .innerJoin(courses, eq(courses.id, questions.courseId))
    .where(eq(questions.id, questionId))
  if (!row) throw new NotFound()
  return row
}
