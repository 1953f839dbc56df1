import { and, asc, desc, eq, getTableColumns, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/client'
import { prepared } from '@/db/prepared'
import { categories, chapters, classes, courses, media, programCourses, programParts, programs, providers } from '@/db/schema/catalog'
import { certificates } from '@/db/schema/certificates'
import { candidates, enrollments, studies } from '@/db/schema/enrollment'
import { regions } from '@/db/schema/identity'
import { chapterProgress } from '@/db/schema/learning'
import { quizAttempts } from '@/db/schema/quiz'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { groupBy } from '@/lib/shared/group'
import { NotFound } from '@/lib/shared/not-found'
import { byEmployer } from './by-employer'
import { choosesInClass, type Part, progressPercent, type Tally, tally } from './rules'
import { progressOfChapter, watched } from './watched'

/** The parts of programmes, by programme. */
export async function listParts(ctx: Ctx, programIds: string[]): Promise<Map<string, Part[]>> {
  const rows = programIds.length
    ? await ctx.db.select().from(programParts).where(inArray(programParts.programId, programIds)).orderBy(asc(programParts.position))
    : []
  return groupBy(rows, (row) => row.programId)
}

const given = { traineeId: sql.placeholder('traineeId'), enrollmentId: sql.placeholder('enrollmentId') }

/** The trainee's own live enrollments with class, programme and valid certificate; seats given back are left out. */
function selectEnrollments(db: Db, which?: SQL) {
  const valid = sql`${certificates.revokedAt} is null and ${certificates.kind} = 'training'`
  return db
    .select({
      id: enrollments.id,
      status: enrollments.status,
      passedAt: enrollments.passedAt,
      classTitle: classes.title,
      region: regions.name,
      studyFrom: classes.studyFrom,
      studyUntil: classes.studyUntil,
      programId: programs.id,
      program: programs.title,
      year: programs.year,
      selectionTiming: programs.selectionTiming,
      pricing: programs.pricing,
      byEmployer,
      passMark: programs.passMark,
      triesLimited: sql<boolean>`coalesce(${programs.quizWaitMinutes}, ${programs.quizDailyTries}, ${programs.quizMostTries}) is not null`,
      certificateTitle: programs.certificateTitle,
      certificateForm: programs.certificateForm,
      guidance: programs.guidance,
      certificateId: certificates.id,
      certificateNumber: certificates.number,
    })
    .from(enrollments)
    .innerJoin(classes, eq(classes.id, enrollments.classId))
    .innerJoin(programs, eq(programs.id, enrollments.programId))
    .innerJoin(regions, eq(regions.code, classes.regionCode))
    .leftJoin(certificates, and(eq(certificates.traineeId, enrollments.traineeId), eq(certificates.enrollmentId, enrollments.id), valid))
    .where(and(eq(enrollments.traineeId, given.traineeId), inArray(enrollments.status, ['reserved', 'active', 'passed']), which))
    .orderBy(desc(programs.year), desc(enrollments.reservedAt))
}
const myClasses = prepared((db) => selectEnrollments(db, ne(programs.selectionTiming, 'single_courses')).prepare('my_classes'))
const myEnrollment = prepared((db) => selectEnrollments(db, eq(enrollments.id, given.enrollmentId)).prepare('my_enrollment'))

/** A trainee's classes with their hours, newest year first; single courses are no class. Four queries, however many. */
export async function listMyClasses(ctx: Ctx<Trainee>) {
  const [rows, chosen] = await Promise.all([
    myClasses(ctx.db).execute({ traineeId: ctx.actor.id }),
    ctx.db
      .select({ enrollmentId: studies.enrollmentId, partId: studies.partId, creditHours: studies.creditHours, passedAt: studies.passedAt })
      .from(studies)
      .where(and(eq(studies.traineeId, ctx.actor.id), isNull(studies.endedAt))),
  ])
  const [parts, last] = await Promise.all([
    listParts(
      ctx,
      rows.map((row) => row.programId),
    ),
    lastWatched(ctx),
  ])
  return rows.map((row) => {
    const tallies = tally(parts.get(row.programId) ?? [], asChosen(chosen.filter((course) => course.enrollmentId === row.id)))
    return { ...row, tallies, choosing: choosesInClass(row, tallies), last: last.get(row.id) ?? null }
  })
}
export type MyClass = Awaited<ReturnType<typeof listMyClasses>>[number]

const asChosen = <T extends { passedAt: Date | null }>(rows: T[]) => rows.map((row) => ({ ...row, passed: row.passedAt !== null }))

/** Where the trainee stopped last, by enrollment. */
async function lastWatched(ctx: Ctx<Trainee>) {
  const rows = await ctx.db
    .selectDistinctOn([studies.enrollmentId], {
      enrollmentId: studies.enrollmentId,
      studyId: studies.id,
      course: courses.title,
      chapter: chapters.position,
      seconds: chapterProgress.positionSeconds,
    })
    .from(chapterProgress)
    .innerJoin(studies, and(eq(studies.traineeId, chapterProgress.traineeId), eq(studies.id, chapterProgress.studyId)))
    .innerJoin(courses, eq(courses.id, studies.courseId))
    .innerJoin(chapters, eq(chapters.id, chapterProgress.chapterId))
    .where(and(eq(chapterProgress.traineeId, ctx.actor.id), isNull(studies.endedAt)))
    .orderBy(studies.enrollmentId, desc(chapterProgress.updatedAt))
  return new Map(rows.map((row) => [row.enrollmentId, row]))
}

/** @throws NotFound, also for somebody else's */
export async function getEnrollment(ctx: Ctx<Trainee>, enrollmentId: string) {
  const [row] = await myEnrollment(ctx.db).execute({ traineeId: ctx.actor.id, enrollmentId })
  if (!row) throw new NotFound()
  return row
}

/** The selected courses of an enrollment: progress, quiz state and hours, by part and in the order of choosing. */
export async function listStudies(ctx: Ctx<Trainee>, enrollmentId: string) {
  const rows = await myStudies(ctx.db).execute({ traineeId: ctx.actor.id, enrollmentId })
  return rows.map((row) => ({ ...row, percent: progressPercent(row.seenSeconds, row.totalSeconds, row.watchedAt !== null) }))
}

const myStudies = prepared((db) => {
  const open = alias(quizAttempts, 'open')
  return db
    .select({
      id: studies.id,
      courseId: studies.courseId,
      partId: studies.partId,
      title: courses.title,
      provider: providers.name,
      creditHours: studies.creditHours,
      quizRequired: studies.quizRequired,
      watchedAt: studies.watchedAt,
      bestScore: studies.bestScore,
      passedAt: studies.passedAt,
      openAttemptId: open.id,
      ...watched,
    })
    .from(studies)
    .innerJoin(courses, eq(courses.id, studies.courseId))
    .innerJoin(providers, eq(providers.id, courses.providerId))
    .innerJoin(chapters, eq(chapters.courseId, courses.id))
    .innerJoin(media, eq(media.id, chapters.mediaId))
    .leftJoin(chapterProgress, progressOfChapter)
    .leftJoin(open, and(eq(open.traineeId, studies.traineeId), eq(open.studyId, studies.id), eq(open.status, 'open')))
    .where(and(eq(studies.traineeId, given.traineeId), eq(studies.enrollmentId, given.enrollmentId), isNull(studies.endedAt)))
    .groupBy(studies.traineeId, studies.id, courses.id, providers.id, open.id)
    .orderBy(asc(studies.selectedAt), asc(courses.title))
    .prepare('my_studies')
})
export type Study = Awaited<ReturnType<typeof listStudies>>[number]

/** 班级首页 in one go: the enrollment, its hours and its courses. @throws NotFound */
export async function getClassHome(ctx: Ctx<Trainee>, enrollmentId: string) {
  const [enrollment, chosen, parts] = await Promise.all([
    getEnrollment(ctx, enrollmentId),
    listStudies(ctx, enrollmentId),
    myParts(ctx.db).execute({ traineeId: ctx.actor.id, enrollmentId }),
  ])
  const tallies = tally(parts, asChosen(chosen))
  return { enrollment, studies: chosen, tallies, choosing: choosesInClass(enrollment, tallies) }
}

/** The parts of an enrollment's programme, without waiting for the enrollment. */
const myParts = prepared((db) =>
  db
    .select(getTableColumns(programParts))
    .from(programParts)
    .innerJoin(enrollments, eq(enrollments.programId, programParts.programId))
    .where(and(eq(enrollments.traineeId, given.traineeId), eq(enrollments.id, given.enrollmentId)))
    .orderBy(asc(programParts.position))
    .prepare('my_parts'),
)

/** 在线选课: every course the programme offers, with what the trainee did with it. @throws NotFound */
export async function getSelection(ctx: Ctx<Trainee>, enrollmentId: string) {
  const enrollment = await getEnrollment(ctx, enrollmentId)
  const [parts, offered] = await Promise.all([
    listParts(ctx, [enrollment.programId]).then((map) => map.get(enrollment.programId) ?? []),
    ctx.db
      .select({
        courseId: courses.id,
        slug: courses.slug,
        title: courses.title,
        summary: courses.summary,
        provider: providers.name,
        providerId: providers.id,
        category: categories.name,
        creditHours: courses.creditHours,
        partId: programCourses.partId,
        chapters: sql<number>`(select count(*)::int from ${chapters} where ${chapters.courseId} = ${courses.id})`,
        candidate: sql<boolean>`${candidates.courseId} is not null`,
        studyId: studies.id,
        watched: sql<boolean>`exists (select 1 from ${chapterProgress} where ${chapterProgress.traineeId} = ${studies.traineeId} and ${chapterProgress.studyId} = ${studies.id})`,
        passedAt: studies.passedAt,
      })
      .from(programCourses)
      .innerJoin(courses, eq(courses.id, programCourses.courseId))
      .innerJoin(providers, eq(providers.id, courses.providerId))
      .innerJoin(categories, eq(categories.id, courses.categoryId))
      .leftJoin(
        candidates,
        and(eq(candidates.traineeId, ctx.actor.id), eq(candidates.enrollmentId, enrollmentId), eq(candidates.courseId, courses.id)),
      )
      .leftJoin(
        studies,
        and(
          eq(studies.traineeId, ctx.actor.id),
          eq(studies.enrollmentId, enrollmentId),
          eq(studies.courseId, courses.id),
          isNull(studies.endedAt),
        ),
      )
      .where(and(eq(programCourses.programId, enrollment.programId), sql`${courses.publishedAt} <= ${ctx.now.toISOString()}`))
      .orderBy(asc(courses.title)),
  ])
  const chosen = offered.filter((course) => course.studyId)
  const tallies: Tally[] = tally(
    parts,
    asChosen(chosen),
    offered.filter((course) => course.candidate && !course.studyId),
  )
  return { enrollment, parts, courses: offered, tallies, choosing: choosesInClass(enrollment, tallies) }
}
export type OfferedCourse = Awaited<ReturnType<typeof getSelection>>['courses'][number]
