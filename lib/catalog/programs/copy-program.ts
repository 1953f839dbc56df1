import { asc, eq } from 'drizzle-orm'
import { classes, programCourses, programParts, programs } from '@/db/schema/catalog'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { untilYearsLater, yearsLater } from './days'
import { lockProgram } from './lock-program'

/**
 * Last year's programme for another year: its rules, parts, courses and classes, their dates as many years later, seats free. Not
 * published, so that everything can be looked at first.
 * @returns the new programme's id @throws NotFound; Refused('program_same_year' | 'program_twice')
 */
export async function copyProgram(ctx: Ctx, { programId, year }: { programId: string; year: number }): Promise<string> {
  requireRight(ctx, 'programs.edit')
  return inTransaction(ctx, async (tx) => {
    const { id: _, ...source } = await lockProgram(tx, programId)
    if (year === source.year) throw new Refused('program_same_year', {}, 'year')
    const retitled = (title: string) => title.replaceAll(String(source.year), String(year))
    const title = retitled(source.title) === source.title ? `${year}年度${source.title}` : retitled(source.title)
    const [twin] = await tx.db.select({ id: programs.id }).from(programs).where(eq(programs.title, title)).limit(1)
    if (twin) throw new Refused('program_twice', {}, 'year')
    const guidance = source.guidance.map(retitled)
    const [program] = await tx.db
      .insert(programs)
      .values({ ...source, year, title, guidance, publishedAt: null })
      .returning({ id: programs.id })
    const copyId = program!.id

    const parts = await tx.db.select().from(programParts).where(eq(programParts.programId, programId)).orderBy(asc(programParts.position))
    const made = parts.length
      ? await tx.db
          .insert(programParts)
          .values(parts.map(({ id: __, ...part }) => ({ ...part, programId: copyId })))
          .returning({ id: programParts.id, position: programParts.position })
      : []
    const partOf = new Map(parts.map(({ id, position }) => [id, made.find((one) => one.position === position)!.id]))
    const offered = await tx.db.select().from(programCourses).where(eq(programCourses.programId, programId))
    if (offered.length)
      await tx.db
        .insert(programCourses)
        .values(offered.map((course) => ({ ...course, programId: copyId, partId: partOf.get(course.partId)! })))
    const old = await tx.db.select().from(classes).where(eq(classes.programId, programId))
    const by = year - source.year
    if (old.length)
      await tx.db.insert(classes).values(
        old.map(({ id: ___, ...one }) => ({
          ...one,
          programId: copyId,
          title: retitled(one.title),
          seatsTaken: 0,
          closedAt: null,
          enrolFrom: yearsLater(one.enrolFrom, by),
          enrolUntil: untilYearsLater(one.enrolUntil, by),
          studyFrom: yearsLater(one.studyFrom, by),
          studyUntil: untilYearsLater(one.studyUntil, by),
        })),
      )
    await record(tx, 'program.copy', copyId, { from: programId, year, classes: old.length, courses: offered.length })
    return copyId
  })
}
