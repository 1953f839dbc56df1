import { and, eq, inArray, sql } from 'drizzle-orm'
import { classes, courses, programCourses, programParts, programs } from '@/db/schema/catalog'
import { applications, enrollments } from '@/db/schema/enrollment'
import { record } from '@/lib/audit/record'
import { refuseShortened } from '@/lib/identity/employers'
import { type Ctx, inTransaction, type Trainee } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import type { ClassInput, CoursesInput, ElectiveInput, EmployerInput } from './application-input'
import { getApplication } from './application-queries'
import { needsReason } from './application-rules'
import { byEmployer, refusalOfHolder } from './by-employer'
import { refusalToEnroll, totals } from './rules'

type Application = typeof applications.$inferSelect

/**
 * Locks the trainee's application for a programme, made when this is its first step, and lets `work` say what changes in it.
 * @throws NotFound when the programme cannot be applied for; Refused('order_waiting' | 'already_enrolled')
 */
async function change(
  ctx: Ctx<Trainee>,
  programId: string,
  step: string,
  work: (tx: Ctx<Trainee>, application: Application) => Promise<Partial<Application>>,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [program] = await tx.db
      .select({ id: programs.id })
      .from(programs)
      .where(
        and(
          eq(programs.id, programId),
          eq(programs.selectionTiming, 'before_payment'),
          sql`${programs.publishedAt} <= ${tx.now.toISOString()}`,
        ),
      )
    if (!program) throw new NotFound()
    const [joined] = await tx.db
      .select({ status: enrollments.status, byEmployer })
      .from(enrollments)
      .where(
        and(
          eq(enrollments.traineeId, tx.actor.id),
          eq(enrollments.programId, programId),
          inArray(enrollments.status, ['reserved', 'active', 'passed']),
        ),
      )
    if (joined) throw new Refused(refusalOfHolder(joined))
    const mine = and(eq(applications.traineeId, tx.actor.id), eq(applications.programId, programId))
    await tx.db.insert(applications).values({ traineeId: tx.actor.id, programId, updatedAt: tx.now }).onConflictDoNothing()
    const [application] = await tx.db.select().from(applications).where(mine).for('update')
    const changed = await work(tx, application!)
    await tx.db
      .update(applications)
      .set({ ...changed, updatedAt: tx.now })
      .where(mine)
    await record(tx, 'application.save', programId, { step })
  })
}

/**
 * 个人及单位信息.
 * @throws Refused('employer_shortened'), and as `change` says
 */
export async function saveEmployer(ctx: Ctx<Trainee>, input: EmployerInput): Promise<void> {
  const { programId, employer, regionCode, technicalGrade, isFullName } = input
  await change(ctx, programId, 'person', async (tx) => {
    await refuseShortened(tx, { employer, regionCode, isFullName })
    return { employer, regionCode, technicalGrade }
  })
}

/**
 * The class. Seats are not taken yet, but nobody is let on with a class that cannot be joined.
 * @throws Refused('class_not_of_program' | 'region_reason_missing' | 'application_incomplete'), as refusalToEnroll and `change` say
 */
export async function saveClass(ctx: Ctx<Trainee>, { programId, classId, otherRegionReason }: ClassInput): Promise<void> {
  await change(ctx, programId, 'class', async (tx, application) => {
    if (!application.employer || !application.regionCode) throw new Refused('application_incomplete')
    const [offer] = await tx.db
      .select()
      .from(classes)
      .where(and(eq(classes.id, classId), eq(classes.programId, programId)))
    if (!offer) throw new Refused('class_not_of_program')
    const refusal = refusalToEnroll(offer, tx.now)
    if (refusal) throw new Refused(refusal.code, refusal.facts)
    const other = needsReason(application.regionCode, offer.regionCode)
    if (other && !otherRegionReason) throw new Refused('region_reason_missing', {}, 'otherRegionReason')
    return { classId, otherRegionReason: other ? otherRegionReason : null }
  })
}

/**
 * Chooses an elective course, or takes it out again; either twice is the same as once, so that two tabs do not fight.
 * @throws Refused('course_not_offered' | 'course_compulsory'), and as `change` says
 */
export async function saveElective(ctx: Ctx<Trainee>, { programId, courseId, chosen }: ElectiveInput): Promise<void> {
  await change(ctx, programId, 'courses', async (tx, application) => {
    const others = application.courseIds.filter((id) => id !== courseId)
    if (!chosen) {
      await refuseCompulsory(tx, programId, courseId)
      return { courseIds: others, coursesConfirmed: false }
    }
    const [offered] = await tx.db
      .select({ compulsory: programParts.compulsory })
      .from(programCourses)
      .innerJoin(programParts, eq(programParts.id, programCourses.partId))
      .innerJoin(courses, and(eq(courses.id, programCourses.courseId), sql`${courses.publishedAt} <= ${tx.now.toISOString()}`))
      .where(and(eq(programCourses.programId, programId), eq(programCourses.courseId, courseId)))
    if (!offered) throw new Refused('course_not_offered')
    if (offered.compulsory) return {}
    return { courseIds: [...others, courseId], coursesConfirmed: false }
  })
}

async function refuseCompulsory(tx: Ctx, programId: string, courseId: string): Promise<void> {
  const [course] = await tx.db
    .select({ compulsory: programParts.compulsory })
    .from(programCourses)
    .innerJoin(programParts, eq(programParts.id, programCourses.partId))
    .where(and(eq(programCourses.programId, programId), eq(programCourses.courseId, courseId)))
  if (course?.compulsory) throw new Refused('course_compulsory')
}

/**
 * Courses chosen, on to the order. What was withdrawn meanwhile is dropped here, after the page has said so.
 * @throws Refused('hours_missing'), and as `change` says
 */
export async function confirmCourses(ctx: Ctx<Trainee>, { programId }: CoursesInput): Promise<void> {
  await change(ctx, programId, 'courses', async (tx) => {
    const { courses: offered, tallies } = await getApplication(tx, programId)
    const { missing } = totals(tallies)
    if (missing > 0) throw new Refused('hours_missing', { missing })
    const courseIds = offered.filter((course) => course.chosen && !course.compulsory).map((course) => course.courseId)
    return { courseIds, coursesConfirmed: true }
  })
}
