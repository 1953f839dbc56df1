import { and, eq, isNull, sql } from 'drizzle-orm'
import { courses, programCourses, programParts } from '@/db/schema/catalog'
import { candidates, enrollments, studies } from '@/db/schema/enrollment'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import type { PartInput, ProgramCourseInput } from './input'
import { keepReady } from './keep-ready'
import { countEnrolled, lockProgram } from './lock-program'

/** What of them is kept in the log. */
const partFields = ({ name, shortName, requiredHours, compulsory }: typeof programParts.$inferSelect) => ({
  name,
  shortName,
  requiredHours,
  compulsory,
})
const courseFields = ({ partId, quizRequired, priceFen }: typeof programCourses.$inferSelect) => ({ partId, quizRequired, priceFen })

/**
 * A new part, or another name, hours or kind of one. While people are in, parts keep their hours and kind, and none is added.
 * @throws NotFound; Refused('program_fixed' | 'program_breaks')
 */
export async function setPart(ctx: Ctx, { programId, partId, ...input }: PartInput): Promise<void> {
  requireRight(ctx, 'programs.edit')
  await inTransaction(ctx, async (tx) => {
    const program = await lockProgram(tx, programId)
    const people = await countEnrolled(tx, programId)
    if (!partId) {
      if (people) throw new Refused('program_fixed', { people, fields: '学时要求' })
      const position = sql`(select coalesce(max(${programParts.position}) + 1, 0) from ${programParts} where ${programParts.programId} = ${programId})`
      await keepReady(tx, program, async () => void (await tx.db.insert(programParts).values({ programId, position, ...input })))
      await record(tx, 'program.part', programId, { before: null, after: input })
      return
    }
    const mine = and(eq(programParts.programId, programId), eq(programParts.id, partId))
    const [before] = await tx.db.select().from(programParts).where(mine)
    if (!before) throw new NotFound()
    const moved = before.requiredHours !== input.requiredHours || before.compulsory !== input.compulsory
    if (people && moved) throw new Refused('program_fixed', { people, fields: '学时要求和必修' }, 'requiredHours')
    await keepReady(tx, program, async () => void (await tx.db.update(programParts).set(input).where(mine)))
    await record(tx, 'program.part', programId, { before: partFields(before), after: input })
  })
}

/** Only an empty part goes, and only while nobody is in. @throws NotFound; Refused('program_fixed' | 'part_used' | 'program_breaks') */
export async function removePart(ctx: Ctx, partId: string): Promise<void> {
  requireRight(ctx, 'programs.edit')
  await inTransaction(ctx, async (tx) => {
    const [part] = await tx.db.select().from(programParts).where(eq(programParts.id, partId))
    if (!part) throw new NotFound()
    const program = await lockProgram(tx, part.programId)
    const people = await countEnrolled(tx, part.programId)
    if (people) throw new Refused('program_fixed', { people, fields: '学时要求' })
    const [used] = await tx.db.select({ n: sql<number>`count(*)::int` }).from(programCourses).where(eq(programCourses.partId, partId))
    if (used!.n) throw new Refused('part_used', { count: used!.n })
    const [ended] = await tx.db.select({ id: studies.id }).from(studies).where(eq(studies.partId, partId)).limit(1)
    if (ended) throw new Refused('part_used', { count: 1 })
    await keepReady(tx, program, async () => void (await tx.db.delete(programParts).where(eq(programParts.id, partId))))
    await record(tx, 'program.part', part.programId, { before: partFields(part), after: null })
  })
}

/**
 * Puts a course into a part, or changes how it counts there. While people are in, a compulsory part takes no further course (they would
 * not have it), and no course moves to another part; what somebody has chosen keeps its quiz and its price in any case.
 * @throws NotFound; Refused('program_fixed' | 'price_missing' | 'program_breaks')
 */
export async function setProgramCourse(
  ctx: Ctx,
  { programId, courseId, partId, quizRequired, priceFen }: ProgramCourseInput,
): Promise<void> {
  requireRight(ctx, 'programs.edit')
  await inTransaction(ctx, async (tx) => {
    const program = await lockProgram(tx, programId)
    const [part] = await tx.db
      .select()
      .from(programParts)
      .where(and(eq(programParts.programId, programId), eq(programParts.id, partId)))
    const [course] = await tx.db.select({ id: courses.id, title: courses.title }).from(courses).where(eq(courses.id, courseId))
    if (!part || !course) throw new NotFound()
    if (program.pricing === 'course' && program.publishedAt && priceFen === null) throw new Refused('price_missing', {}, 'priceFen')
    const mine = and(eq(programCourses.programId, programId), eq(programCourses.courseId, courseId))
    const [before] = await tx.db.select().from(programCourses).where(mine)
    const people = await countEnrolled(tx, programId)
    const moved = before ? before.partId !== partId : part.compulsory
    if (people && moved) throw new Refused('program_fixed', { people, fields: before ? '课程所在部分' : '必修课程' }, 'partId')
    const set = { partId, quizRequired, priceFen: program.pricing === 'course' ? priceFen : null }
    await keepReady(tx, program, async () => {
      await tx.db
        .insert(programCourses)
        .values({ programId, courseId, ...set })
        .onConflictDoUpdate({ target: [programCourses.programId, programCourses.courseId], set })
    })
    await record(tx, 'program.course', programId, { course: course.title, before: before ? courseFields(before) : null, after: set })
  })
}

/**
 * Takes a course out. Whoever has chosen it keeps it; not while people are in whose part is compulsory or who have it in an order.
 * @throws NotFound; Refused('program_fixed' | 'course_ordered' | 'program_breaks')
 */
export async function removeProgramCourse(ctx: Ctx, { programId, courseId }: { programId: string; courseId: string }): Promise<void> {
  requireRight(ctx, 'programs.edit')
  await inTransaction(ctx, async (tx) => {
    const program = await lockProgram(tx, programId)
    const mine = and(eq(programCourses.programId, programId), eq(programCourses.courseId, courseId))
    const [row] = await tx.db
      .select({ compulsory: programParts.compulsory, title: courses.title, before: programCourses })
      .from(programCourses)
      .innerJoin(programParts, eq(programParts.id, programCourses.partId))
      .innerJoin(courses, eq(courses.id, programCourses.courseId))
      .where(mine)
    if (!row) throw new NotFound()
    const people = await countEnrolled(tx, programId)
    if (people && row.compulsory) throw new Refused('program_fixed', { people, fields: '必修课程' })
    const [waiting] = await tx.db
      .select({ n: sql<number>`count(*)::int` })
      .from(candidates)
      .innerJoin(enrollments, and(eq(enrollments.traineeId, candidates.traineeId), eq(enrollments.id, candidates.enrollmentId)))
      .where(
        and(
          eq(candidates.courseId, courseId),
          eq(enrollments.programId, programId),
          eq(enrollments.status, 'reserved'),
          isNull(enrollments.endedAt),
        ),
      )
    if (waiting!.n) throw new Refused('course_ordered', { people: waiting!.n })
    await keepReady(tx, program, async () => void (await tx.db.delete(programCourses).where(mine)))
    await record(tx, 'program.course', programId, { course: row.title, before: courseFields(row.before), after: null })
  })
}
