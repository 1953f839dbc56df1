import { and, eq, inArray } from 'drizzle-orm'
import { db } from '@/db/client'
import { classes, courses, programCourses, programs } from '@/db/schema/catalog'
import { applications } from '@/db/schema/enrollment'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { aClass, aCourse, type ClassShape, type TestClass, unique } from './world'

type ProgramRow = typeof programs.$inferInsert

export const setProgram = (programId: string, values: Partial<ProgramRow>) =>
  db().update(programs).set(values).where(eq(programs.id, programId))

export const setPrice = (programId: string, courseId: string, priceFen: number | null) =>
  db()
    .update(programCourses)
    .set({ priceFen })
    .where(and(eq(programCourses.programId, programId), eq(programCourses.courseId, courseId)))

export const unpublish = (...courseIds: string[]) => db().update(courses).set({ publishedAt: null }).where(inArray(courses.id, courseIds))

/** A programme whose courses are chosen before the order: 20 hours compulsory in one course, 40 of 60 elective in three. */
export async function aProject(shape: ClassShape = {}, program: Partial<ProgramRow> = {}) {
  const required = await aCourse({ hours: 20 })
  const electives = [await aCourse({ hours: 20 }), await aCourse({ hours: 20 }), await aCourse({ hours: 20 })]
  const project = await aClass({
    parts: [
      { hours: 20, compulsory: true, courses: [required] },
      { hours: 40, courses: electives },
    ],
    ...shape,
  })
  await setProgram(project.programId, { selectionTiming: 'before_payment', ...program })
  return { ...project, required, electives }
}

/** An application with nothing left out: own region, two electives, confirmed. */
export async function anApplication(
  me: Ctx<Trainee>,
  project: Awaited<ReturnType<typeof aProject>>,
  change: Partial<typeof applications.$inferInsert> = {},
) {
  const row = {
    traineeId: me.actor.id,
    programId: project.programId,
    employer: '唐山云桥市政工程有限公司',
    regionCode: '130203',
    classId: project.id,
    courseIds: project.electives.slice(0, 2),
    coursesConfirmed: true,
    updatedAt: me.now,
    ...change,
  }
  await db()
    .insert(applications)
    .values(row)
    .onConflictDoUpdate({ target: [applications.traineeId, applications.programId], set: row })
}

/** A shelf of single courses, one for each price in fen. */
export async function aShelf(prices: (number | null)[], program: Partial<ProgramRow> = {}): Promise<TestClass> {
  const courseIds: string[] = []
  for (const [i] of prices.entries()) courseIds.push(await aCourse({ title: `单科 ${i + 1} ${unique()}` }))
  const shelf = await aClass({ parts: [{ hours: 4, courses: courseIds }], quizRequired: false })
  await setProgram(shelf.programId, { selectionTiming: 'single_courses', pricing: 'course', feeFen: 0, ...program })
  await db().update(classes).set({ seats: null }).where(eq(classes.id, shelf.id))
  for (const [i, price] of prices.entries()) await setPrice(shelf.programId, courseIds[i]!, price)
  return shelf
}
