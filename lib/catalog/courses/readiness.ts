import { and, asc, desc, eq, exists, isNotNull, isNull, sql } from 'drizzle-orm'
import { chapters, classes, courses, media, programCourses, programParts, programs, questions } from '@/db/schema/catalog'
import { unidentifiedObstacles } from '@/lib/shared/bureau'
import type { Ctx } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { storage } from '@/lib/shared/storage'
import { isJoinable } from '../class-fields'
import { type Counts, kinds } from '../questions/kinds'
import { shortage, thinness } from './bank-rules'

/** How many questions of each kind a course has. */
export async function countBank(ctx: Ctx, courseId: string): Promise<Counts> {
  const rows = await ctx.db
    .select({ kind: questions.kind, n: sql<number>`count(*)::int` })
    .from(questions)
    .where(and(eq(questions.courseId, courseId), isNull(questions.retiredAt)))
    .groupBy(questions.kind)
  return { single: 0, multiple: 0, judgement: 0, ...Object.fromEntries(rows.map(({ kind, n }) => [kind, n])) }
}

/** What keeps a course from being published, as sentences; empty when nothing does. */
export async function listObstacles(ctx: Ctx, courseId: string): Promise<string[]> {
  const [lessons, bank, asked] = await Promise.all([
    ctx.db
      .select({ position: chapters.position, title: chapters.title, prefix: media.storagePrefix })
      .from(chapters)
      .innerJoin(media, eq(media.id, chapters.mediaId))
      .where(eq(chapters.courseId, courseId)),
    countBank(ctx, courseId),
    ctx.db
      .select({ title: programs.title, single: programs.quizSingle, multiple: programs.quizMultiple, judgement: programs.quizJudgement })
      .from(programCourses)
      .innerJoin(programs, eq(programs.id, programCourses.programId))
      .where(and(eq(programCourses.courseId, courseId), eq(programCourses.quizRequired, true))),
  ])
  const there = await Promise.all(lessons.map(({ prefix }) => storage().get(`${prefix}/index.m3u8`)))
  return [
    ...unidentifiedObstacles(env()),
    ...(lessons.length ? [] : ['还没有章节，请先添加至少一个章节。']),
    ...lessons.filter((_, i) => !there[i]).map(({ position, title }) => `第 ${position} 章“${title}”的视频文件不在，请更换视频。`),
    ...shortBanks(asked.map((program) => ({ title: program.title, lacking: shortage(bank, program).join('，') }))),
  ]
}

/** One sentence for each thing that lacks, however many programmes ask for it. */
function shortBanks(asked: { title: string; lacking: string }[]): string[] {
  const lacks = new Set(asked.map(({ lacking }) => lacking).filter(Boolean))
  return [...lacks].map((lack) => {
    const titles = asked.filter(({ lacking }) => lacking === lack).map(({ title }) => `“${title}”`)
    const more = titles.length > 2 ? `等 ${titles.length} 个项目` : ''
    return `题库不够${titles.slice(0, 2).join('、')}${more}出卷：${lack}。`
  })
}

/** What does not keep a course from being published, but should be known before: as sentences. */
export async function listConcerns(ctx: Ctx, courseId: string, bank: Counts): Promise<string[]> {
  const joinable = ctx.db
    .select({ one: sql`1` })
    .from(classes)
    .where(and(eq(classes.programId, programs.id), isJoinable(ctx)))
  const [uses, thin] = await Promise.all([
    ctx.db
      .select({
        published: sql<boolean>`${programs.publishedAt} is not null`,
        open: sql<boolean>`${exists(joinable)}`,
      })
      .from(programCourses)
      .innerJoin(programs, eq(programs.id, programCourses.programId))
      .where(eq(programCourses.courseId, courseId)),
    listThin(ctx, courseId, bank),
  ])
  const concerns: string[] = []
  if (!uses.length) concerns.push('还没有项目使用这门课程，发布后学员也选不到。请在项目的“课程”中添加。')
  else if (!uses.some(({ published }) => published)) concerns.push('使用这门课程的项目都还没有发布，学员选不到。')
  else if (!uses.some(({ open }) => open)) concerns.push('使用这门课程的项目没有可以报名的班级，新学员选不到。')
  if (!kinds.some((kind) => bank[kind])) concerns.push('题库还没有题目，要求测验的项目不能使用这门课程。')
  if (thin.length) {
    const more = thin.length > 1 ? `等 ${thin.length} 个项目` : ''
    concerns.push(`题库不足三份试卷（“${thin[0]!.program}”${more}：${thin[0]!.lacking}），多考几次就会遇到见过的题目。`)
  }
  return concerns
}

/** Programmes whose quizzes this bank feeds with fewer papers than are wanted, and what it holds too few of. */
export async function listThin(ctx: Ctx, courseId: string, bank: Counts): Promise<{ program: string; lacking: string }[]> {
  const asked = await ctx.db
    .select({ title: programs.title, single: programs.quizSingle, multiple: programs.quizMultiple, judgement: programs.quizJudgement })
    .from(programCourses)
    .innerJoin(programs, eq(programs.id, programCourses.programId))
    .where(and(eq(programCourses.courseId, courseId), eq(programCourses.quizRequired, true)))
    .orderBy(desc(programs.year), asc(programs.title))
  return asked.flatMap(({ title, ...counts }) => {
    const lacking = thinness(bank, counts)
    return lacking.length ? [{ program: title, lacking: lacking.join('；') }] : []
  })
}

/** Published programmes that could not be passed any more without this course. */
export async function listDependents(ctx: Ctx, courseId: string): Promise<string[]> {
  const rows = await ctx.db
    .select({
      title: programs.title,
      compulsory: programParts.compulsory,
      requiredHours: programParts.requiredHours,
      timing: programs.selectionTiming,
      otherHours: sql<number>`(select coalesce(sum(c.credit_hours), 0)::int from program_courses pc join courses c on c.id = pc.course_id
        where pc.part_id = ${programParts.id} and c.published_at is not null and c.id <> ${courseId})`,
    })
    .from(programCourses)
    .innerJoin(programs, and(eq(programs.id, programCourses.programId), isNotNull(programs.publishedAt)))
    .innerJoin(programParts, eq(programParts.id, programCourses.partId))
    .innerJoin(courses, eq(courses.id, programCourses.courseId))
    .where(eq(programCourses.courseId, courseId))
  return rows
    .filter(
      ({ compulsory, timing, otherHours, requiredHours }) => compulsory || (timing !== 'single_courses' && otherHours < requiredHours),
    )
    .map(({ title }) => title)
}
