import { and, eq, isNull } from 'drizzle-orm'
import { db } from '@/db/client'
import { chapters, courses, mediaUploadStatus, mediaUploads, programParts, programs, questions } from '@/db/schema/catalog'
import { notices } from '@/db/schema/notices'
import { dimensions } from '@/lib/admin/report-dimensions'
import { closeClass } from '@/lib/catalog/classes/edit-classes'
import { retireQuestion } from '@/lib/catalog/questions/edit-questions'
import { type ConsentDocument, currentVersions, legalSlugs } from '@/lib/identity/legal'
import { approveEnterprise, rejectEnterprise } from '@/lib/identity/review-enterprise'
import type { NoticeDraft } from '@/lib/notices/input'
import { saveNotice } from '@/lib/notices/save-notice'
import { takeOut, withdrawRoster } from '@/lib/rosters/take-out'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { days, later } from '@/lib/shared/time'
import { anEnterprise } from './enterprises'
import { aColleague, anOpened, aRoster, aSubmitted, colleagues, rowsOf } from './groups'
import { unpublish } from './sales'
import { aMember, aStaff } from './staff'
import { aClass, aCourse, aShelfOf, type ClassShape, noon, type TestClass, unique } from './world'

/** Every state of an enterprise and of its rosters. */
export type State = (shape: ClassShape) => Promise<Ctx<Enterprise>>

const aGroupClass = (shape: ClassShape): Promise<TestClass> => aClass({ seats: 10, ...shape })

export const enterprises: Record<string, State> = {
  'one that waits': () => anEnterprise({ status: 'pending' }),
  'one that was approved': () => anEnterprise(),
  'one that was rejected': () => anEnterprise({ status: 'rejected' }),
  'one whose code is doubtful': () => anEnterprise({ status: 'pending', codeDoubtful: true }),
  'a draft with problems': async (shape) => {
    const me = await anEnterprise()
    await aRoster(me, (await aGroupClass(shape)).id, [...colleagues(2), aColleague({ problem: 'id_checksum' })])
    return me
  },
  'a draft without problems': async (shape) => {
    const me = await anEnterprise()
    await aRoster(me, (await aGroupClass(shape)).id, colleagues(2))
    return me
  },
  'a draft of a class that ended': async (shape) => {
    const me = await anEnterprise()
    await aRoster(me, (await aGroupClass(shape)).id, colleagues(2))
    return { ...me, now: later(noon, days(400)) }
  },
  'a submitted roster': async (shape) => (await aSubmitted(await aGroupClass(shape))).me,
  'a submitted roster with one taken out': async (shape) => {
    const { me, rosterId } = await aSubmitted(await aGroupClass(shape))
    const [first] = await rowsOf(rosterId)
    await takeOut(me, { rosterId, rows: [first!.row] })
    return me
  },
  'a roster that was withdrawn': async (shape) => {
    const { me, rosterId } = await aSubmitted(await aGroupClass(shape))
    await withdrawRoster(me, rosterId)
    return me
  },
  'a paid roster': async (shape) => (await anOpened(await aGroupClass(shape))).me,
  'a paid roster, after the class': async (shape) => {
    const { me } = await anOpened(await aGroupClass(shape))
    return { ...me, now: later(noon, days(400)) }
  },
}

/** Every state of what the staff makes: the addresses at the desk that show it. */
export const deskWork: Record<string, (shape: ClassShape) => Promise<string[]>> = {
  'a programme that is open': async (shape) => programPages(await aClass(shape)),
  'a programme that is not published': async (shape) => programPages(await aClass({ ...shape, program: { publishedAt: null } })),
  'a programme with nothing in it': async () => {
    const { programId } = await aClass()
    const [{ id: _, ...row } = { id: '' }] = await db().select().from(programs).where(eq(programs.id, programId))
    const [empty] = await db()
      .insert(programs)
      .values({ ...(row as typeof programs.$inferInsert), title: `空项目 ${unique()}`, publishedAt: null })
      .returning()
    return ['', '/edit', '/copy', '/classes/new'].map((page) => `/admin/programs/${empty!.id}${page}`)
  },
  'a class that is closed': async (shape) => {
    const trainingClass = await aClass(shape)
    await closeClass(aStaff('content_editor'), trainingClass.id)
    return programPages(trainingClass)
  },
  'a course that is published': async () => coursePages(await aCourse()),
  'a course that is not published': async () => {
    const courseId = await aCourse()
    await unpublish(courseId)
    return coursePages(courseId)
  },
  'a course without chapters or questions': async () => coursePages(await aCourse({ chapterSeconds: [], quiz: false })),
  'a course with a retired question': async () => {
    const courseId = await aCourse()
    const [question] = await db().select().from(questions).where(eq(questions.courseId, courseId))
    await retireQuestion(aStaff('content_editor'), question!.id)
    return coursePages(courseId)
  },
  'videos in every state': async () => {
    const { actor } = await aMember('content_editor')
    await db()
      .insert(mediaUploads)
      .values(
        mediaUploadStatus.enumValues.map((status, i) => ({
          status,
          fileName: `第${i + 1}章.mp4`,
          sizeBytes: 1000,
          receivedBytes: status === 'receiving' ? 400 : 1000,
          failure: status === 'failed' ? '这不是视频文件。' : null,
          uploadedBy: actor.id,
          createdAt: noon,
          updatedAt: noon,
        })),
      )
    return ['/admin/courses/lessons']
  },
  'notices in every state': async () => {
    const admin = await aMember('administrator')
    const draft = { category: 'announcement' as const, body: '正文', pinned: false }
    const timings = [
      { publish: 'draft' as const, publishAt: '' },
      { publish: 'now' as const, publishAt: '' },
      { publish: 'later' as const, publishAt: '2026-07-01T08:00' },
    ]
    const ids: string[] = []
    for (const timing of timings) ids.push(await saveNotice(admin, { ...draft, ...timing, title: `通知 ${unique()}` }))
    return ['/admin/notices/new', ...ids.flatMap((id) => [`/admin/notices/${id}`, `/admin/notices/${id}/preview`])]
  },
  'the books and the reports': async () => [
    '/admin/reconciliation?month=2026-06',
    '/admin/reconciliation/ledger?month=2026-06',
    '/admin/reconciliation/transfer/2026-06-18',
    '/admin/reconciliation/sandbox/2026-06-18',
    ...Object.keys(dimensions).map((by) => `/admin/reports?by=${by}&from=2026-01-01&until=2026-12-31`),
  ],
  'members of the staff in every state': async () => {
    const [active, fresh] = [await aMember('finance'), await aMember('region_manager', { totp: false })]
    return ['/admin/staff/new', `/admin/staff/${active.actor.id}`, `/admin/staff/${fresh.actor.id}`]
  },
  'enterprises that were decided': async () => {
    const [good, bad] = [await anEnterprise({ status: 'pending' }), await anEnterprise({ status: 'pending' })]
    const submittedAt = noon.toISOString()
    await approveEnterprise(aStaff('reviewer'), { enterpriseId: good.actor.id, submittedAt })
    await rejectEnterprise(aStaff('reviewer'), { enterpriseId: bad.actor.id, submittedAt, reason: '营业执照看不清' })
    return [good, bad].map(({ actor }) => `/admin/enterprises/${actor.id}`)
  },
}

/** What anybody can open: the addresses. */
export async function publicPages(): Promise<string[]> {
  const courseId = await aCourse()
  await aShelfOf({ courses: [{ id: courseId }] })
  await db().update(chapters).set({ preview: true }).where(eq(chapters.courseId, courseId))
  const [course] = await db().select({ slug: courses.slug }).from(courses).where(eq(courses.id, courseId))
  const noticeId = await saveNotice(await aMember('administrator'), {
    ...{ category: 'announcement', body: '<p>正文</p>', pinned: false, publish: 'now', publishAt: '' },
    title: `公告 ${unique()}`,
  } as NoticeDraft)
  const [notice] = await db().select({ slug: notices.slug }).from(notices).where(eq(notices.id, noticeId))
  return [
    `/courses/${course!.slug}`,
    `/courses/${course!.slug}/preview/1`,
    ...[`/notices/${notice!.slug}`, `/messages/${notice!.slug}`],
    ...Object.entries(legalSlugs).flatMap(([document, slug]) => [
      `/legal/${slug}`,
      `/legal/${slug}/${currentVersions()[document as ConsentDocument]}`,
    ]),
  ]
}

async function programPages({ id, programId, courseIds }: TestClass): Promise<string[]> {
  const [part] = await db().select().from(programParts).where(eq(programParts.programId, programId))
  const pages = [
    '',
    '/edit',
    '/copy',
    '/classes/new',
    `/classes/${id}`,
    `/courses/${courseIds[0]}`,
    `/parts/${part!.id}`,
    '/parts/new',
    '/courses/new',
  ]
  return pages.map((page) => `/admin/programs/${programId}${page}`)
}

async function coursePages(courseId: string): Promise<string[]> {
  const [there, bank] = await Promise.all([
    db().select().from(chapters).where(eq(chapters.courseId, courseId)),
    db()
      .select()
      .from(questions)
      .where(and(eq(questions.courseId, courseId), isNull(questions.retiredAt))),
  ])
  const under = [
    ...['', '/edit', '/bank', '/bank/new', '/bank/import'],
    ...there.flatMap((one) => [`/chapters/${one.id}`, `/preview/${one.position}`]),
    ...bank.slice(0, 2).map((one) => `/bank/${one.id}`),
  ].map((page) => `/admin/courses/${courseId}${page}`)
  return [...under, ...there.map((one) => `/admin/courses/lessons/${one.mediaId}`)]
}
