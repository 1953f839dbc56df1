import { and, asc, desc, eq, or, sql } from 'drizzle-orm'
import { auditLog } from '@/db/schema/audit'
import { chapters, classes, courses, media, programs } from '@/db/schema/catalog'
import { certificates } from '@/db/schema/certificates'
import { orderItems, orders } from '@/db/schema/checkout'
import { enrollments, studies } from '@/db/schema/enrollment'
import { accounts, corrections, enterprises, historyRecords, regions, trainees } from '@/db/schema/identity'
import { attentionChecks, chapterProgress } from '@/db/schema/learning'
import { quizAttempts } from '@/db/schema/quiz'
import { listEntries } from '@/lib/audit/entries'
import { progressPercent } from '@/lib/enrollment/rules'
import { progressOfChapter, watched } from '@/lib/enrollment/watched'
import { findWaitingPhone } from '@/lib/identity/phone-change/queries'
import { traineePhone, withPhone } from '@/lib/identity/phones'
import { maskPhone } from '@/lib/identity/rules'
import type { Ctx, Staff } from '@/lib/shared/context'
import { groupBy } from '@/lib/shared/group'
import { NotFound } from '@/lib/shared/not-found'
import { inOwnRegions, requireRight } from '@/lib/shared/staff'
import { accountState } from './people'

/** One person, numbers masked. @throws NotFound without the right 'people.read', and for people of other regions */
export async function getPerson(ctx: Ctx<Staff>, id: string) {
  requireRight(ctx, 'people.read')
  const [row] = await ctx.db
    .select({
      id: trainees.id,
      name: trainees.name,
      documentKind: trainees.documentKind,
      idNumberMasked: trainees.idNumberMasked,
      ...traineePhone,
      employer: trainees.employer,
      technicalGrade: trainees.technicalGrade,
      region: regions.name,
      photoKey: trainees.photoKey,
      createdAt: trainees.createdAt,
      status: accounts.status,
      mustActivate: accounts.mustActivate,
    })
    .from(trainees)
    .innerJoin(accounts, eq(accounts.id, trainees.id))
    .leftJoin(regions, eq(regions.code, trainees.regionCode))
    .where(and(eq(trainees.id, id), inOwnRegions(ctx, trainees.regionCode)))
  if (!row) throw new NotFound()
  const { photoKey, phone, status, mustActivate, ...person } = withPhone(row)
  return { ...person, phone: phone && maskPhone(phone), hasPhoto: photoKey !== null, state: accountState({ status, mustActivate }) }
}
export type Person = Awaited<ReturnType<typeof getPerson>>

/**
 * The same with everything on the page of one person; ten queries, however much there is. No orders without the right 'orders.read'.
 * @throws NotFound as getPerson
 */
export async function getWholePerson(ctx: Ctx<Staff>, id: string) {
  const person = await getPerson(ctx, id)
  const [waitingPhone, enrolled, ordered, papers, log] = await Promise.all([
    findWaitingPhone(ctx, id),
    enrollmentsOf(ctx, id),
    ctx.actor.rights.includes('orders.read') ? ordersFor(ctx, id) : [],
    papersOf(ctx, id),
    logOf(ctx, id),
  ])
  return { person, waitingPhone, enrollments: enrolled, orders: ordered, papers, log }
}
export type WholePerson = Awaited<ReturnType<typeof getWholePerson>>

/** Enrolments with their courses, progress and quizzes, newest first. */
async function enrollmentsOf(ctx: Ctx<Staff>, id: string) {
  const [rows, taken, attempts] = await Promise.all([
    ctx.db
      .select({
        id: enrollments.id,
        status: enrollments.status,
        reservedAt: enrollments.reservedAt,
        activatedAt: enrollments.activatedAt,
        passedAt: enrollments.passedAt,
        classTitle: classes.title,
        region: regions.name,
        otherRegionReason: enrollments.otherRegionReason,
        program: programs.title,
        year: programs.year,
      })
      .from(enrollments)
      .innerJoin(classes, eq(classes.id, enrollments.classId))
      .innerJoin(regions, eq(regions.code, classes.regionCode))
      .innerJoin(programs, eq(programs.id, enrollments.programId))
      .where(eq(enrollments.traineeId, id))
      .orderBy(desc(enrollments.reservedAt)),
    ctx.db
      .select({
        id: studies.id,
        enrollmentId: studies.enrollmentId,
        title: courses.title,
        creditHours: studies.creditHours,
        quizRequired: studies.quizRequired,
        watchedAt: studies.watchedAt,
        bestScore: studies.bestScore,
        passedAt: studies.passedAt,
        endedAt: studies.endedAt,
        ...watched,
      })
      .from(studies)
      .innerJoin(courses, eq(courses.id, studies.courseId))
      .leftJoin(chapters, eq(chapters.courseId, courses.id))
      .leftJoin(media, eq(media.id, chapters.mediaId))
      .leftJoin(chapterProgress, progressOfChapter)
      .where(eq(studies.traineeId, id))
      .groupBy(studies.traineeId, studies.id, courses.id)
      .orderBy(asc(studies.selectedAt), asc(courses.title)),
    ctx.db
      .select({
        studyId: quizAttempts.studyId,
        number: quizAttempts.number,
        status: quizAttempts.status,
        score: quizAttempts.score,
        handedIn: quizAttempts.handedIn,
        at: quizAttempts.submittedAt,
      })
      .from(quizAttempts)
      .where(eq(quizAttempts.traineeId, id))
      .orderBy(asc(quizAttempts.number)),
  ])
  const attemptsOf = groupBy(attempts, ({ studyId }) => studyId)
  const withProgress = taken.map((study) => ({
    ...study,
    percent: progressPercent(study.seenSeconds, study.totalSeconds, study.watchedAt !== null),
    attempts: attemptsOf.get(study.id) ?? [],
  }))
  const studiesOf = groupBy(withProgress, ({ enrollmentId }) => enrollmentId)
  return rows.map((row) => {
    const list = studiesOf.get(row.id) ?? []
    const hours = (of: typeof list) => of.reduce((sum, { creditHours }) => sum + creditHours, 0)
    const live = list.filter(({ endedAt }) => !endedAt)
    return { ...row, studies: list, chosenHours: hours(live), earnedHours: hours(live.filter(({ passedAt }) => passedAt)) }
  })
}

/** Orders that are for this person, whoever pays them. */
const ordersFor = (ctx: Ctx<Staff>, id: string) =>
  ctx.db
    .select({
      id: orders.id,
      buyerId: orders.buyerId,
      number: orders.number,
      status: orders.status,
      createdAt: orders.createdAt,
      title: sql<string>`min(${orderItems.title})`,
      items: sql<number>`count(*)::int`,
      amountFen: sql<number>`sum(${orderItems.amountFen})::int`,
      payer: enterprises.name,
    })
    .from(orderItems)
    .innerJoin(orders, and(eq(orders.buyerId, orderItems.buyerId), eq(orders.id, orderItems.orderId)))
    .leftJoin(enterprises, eq(enterprises.id, orders.buyerId))
    .where(eq(orderItems.traineeId, id))
    .groupBy(orders.buyerId, orders.id, enterprises.id)
    .orderBy(desc(orders.createdAt))

/** @throws NotFound as getPerson */
export async function listPersonPapers(ctx: Ctx<Staff>, id: string) {
  await getPerson(ctx, id)
  return papersOf(ctx, id)
}

/** Certificates, what was earned on the old platform, and 更正申请. */
async function papersOf(ctx: Ctx<Staff>, id: string) {
  const [papers, history, asked] = await Promise.all([
    ctx.db
      .select({
        id: certificates.id,
        number: certificates.number,
        title: sql<string>`${certificates.snapshot}->>'title'`,
        program: sql<string>`${certificates.snapshot}->>'program'`,
        hours: sql<number>`(${certificates.snapshot}->>'hours')::int`,
        issuedAt: certificates.issuedAt,
        revokedAt: certificates.revokedAt,
      })
      .from(certificates)
      .where(eq(certificates.traineeId, id))
      .orderBy(desc(certificates.issuedAt)),
    ctx.db.select().from(historyRecords).where(eq(historyRecords.traineeId, id)).orderBy(desc(historyRecords.year), historyRecords.title),
    ctx.db
      .select({
        id: corrections.id,
        field: corrections.field,
        status: corrections.status,
        askedAt: corrections.askedAt,
        answer: corrections.answer,
      })
      .from(corrections)
      .where(eq(corrections.traineeId, id))
      .orderBy(desc(corrections.askedAt)),
  ])
  return { certificates: papers, history, corrections: asked }
}

/** What this person did, and what the staff did to this account; the newest. */
const logOf = (ctx: Ctx<Staff>, id: string) => listEntries(ctx, or(eq(auditLog.actorId, id), eq(auditLog.subjectId, id)), 30)

/** 学习记录 of one course: its chapters, how much of each is seen and when, 签到, and corrections of hours. @throws NotFound as getPerson */
export async function getPersonStudy(ctx: Ctx<Staff>, { traineeId, studyId }: { traineeId: string; studyId: string }) {
  const person = await getPerson(ctx, traineeId)
  const [study] = await ctx.db
    .select({
      id: studies.id,
      courseId: studies.courseId,
      title: courses.title,
      creditHours: studies.creditHours,
      quizRequired: studies.quizRequired,
      watchedAt: studies.watchedAt,
      bestScore: studies.bestScore,
      passedAt: studies.passedAt,
      endedAt: studies.endedAt,
      enrollmentStatus: enrollments.status,
      classTitle: classes.title,
    })
    .from(studies)
    .innerJoin(courses, eq(courses.id, studies.courseId))
    .innerJoin(enrollments, and(eq(enrollments.traineeId, studies.traineeId), eq(enrollments.id, studies.enrollmentId)))
    .innerJoin(classes, eq(classes.id, enrollments.classId))
    .where(and(eq(studies.traineeId, traineeId), eq(studies.id, studyId)))
  if (!study) throw new NotFound()
  const mine = and(
    eq(chapterProgress.traineeId, traineeId),
    eq(chapterProgress.studyId, studyId),
    eq(chapterProgress.chapterId, chapters.id),
  )
  const [list, [checks], changes] = await Promise.all([
    ctx.db
      .select({
        id: chapters.id,
        position: chapters.position,
        title: chapters.title,
        durationSeconds: media.durationSeconds,
        watchedSeconds: chapterProgress.watchedSeconds,
        completedAt: chapterProgress.completedAt,
        updatedAt: chapterProgress.updatedAt,
      })
      .from(chapters)
      .innerJoin(media, eq(media.id, chapters.mediaId))
      .leftJoin(chapterProgress, mine)
      .where(eq(chapters.courseId, study.courseId))
      .orderBy(asc(chapters.position)),
    ctx.db
      .select({ asked: sql<number>`count(*)::int`, answered: sql<number>`count(${attentionChecks.answeredAt})::int` })
      .from(attentionChecks)
      .where(and(eq(attentionChecks.traineeId, traineeId), eq(attentionChecks.studyId, studyId))),
    listEntries(ctx, and(eq(auditLog.subjectId, studyId), eq(auditLog.action, 'hours.correct')), 100),
  ])
  return { person, study, chapters: list, checks: checks!, changes }
}
