import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { courses } from '@/db/schema/catalog'
import { trainees } from '@/db/schema/identity'
import { printCertificate } from '@/lib/certificates/print-certificate'
import { listCertificates } from '@/lib/certificates/queries'
import { orderApplication } from '@/lib/checkout/order-application'
import { getOrder } from '@/lib/checkout/queries'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { saveElective, saveEmployer } from '@/lib/enrollment/application'
import { getApplication, listOpenApplications } from '@/lib/enrollment/application-queries'
import { getClassHome, listMyClasses } from '@/lib/enrollment/queries'
import { totals } from '@/lib/enrollment/rules'
import { chooseCourse, confirmSelection, withdrawCourse } from '@/lib/enrollment/select-courses'
import { openAttempt } from '@/lib/quiz/open-attempt'
import { submitAttempt } from '@/lib/quiz/submit-attempt'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { anApplicant, aProject, employer, type Project } from '../support/applicants'
import { noticeFor } from '../support/bank'
import { watch } from '../support/learners'
import { outcome, outcomes } from '../support/outcome'
import { answer } from '../support/papers'
import { textOf } from '../support/pdf-text'
import { setProgram } from '../support/sales'
import { asSystem, laterOn } from '../support/world'

const order = (me: Ctx<Trainee>, project: Project, expectedFen = 12_000) =>
  orderApplication(me, { programId: project.programId, expectedFen, invoice: null })

/** Somebody in a project: applied, ordered, paid. */
async function aParticipant(given: Parameters<typeof anApplicant>[2] = {}) {
  const project = await aProject()
  const me = await anApplicant(project, undefined, given)
  const orderId = await order(me, project)
  await receivePayment(asSystem(me.now), 'sandbox', await noticeFor(me, orderId))
  const { enrollmentId } = await getOrder(me, orderId)
  const { studies } = await getClassHome(me, enrollmentId)
  return { me, project, enrollmentId, studies }
}

async function pass(me: Ctx<Trainee>, studyId: string, quiz: boolean): Promise<Ctx<Trainee>> {
  const then = await watch(me, studyId)
  if (!quiz) return then
  const attemptId = await openAttempt(then, studyId)
  await answer(then, attemptId)
  await submitAttempt(then, attemptId)
  return then
}

describe('a project, from the order to the certificate', () => {
  test('compulsory courses are tested, electives are not, and all chosen courses make the certificate', async () => {
    const { me, enrollmentId, studies } = await aParticipant({ name: '周雅琴' })
    expect(studies.map(({ quizRequired }) => quizRequired).sort()).toEqual([false, false, false, false, true, true])
    let then: Ctx<Trainee> = me
    for (const { id, quizRequired } of studies.slice(0, -1)) then = await pass(then, id, quizRequired)
    expect((await getClassHome(then, enrollmentId)).enrollment.status).toBe('active')
    expect(await listCertificates(then)).toEqual([])
    const last = studies.at(-1)!
    then = await pass(then, last.id, last.quizRequired)
    const [certificate] = await listCertificates(then)
    expect(certificate).toMatchObject({ kind: 'training', snapshot: { form: 'diploma', title: '合格证书', hours: 60, employer } })
    expect((await listMyClasses(then))[0]).toMatchObject({
      status: 'passed',
      certificateTitle: '合格证书',
      selectionTiming: 'before_payment',
    })
    const { name, pdf } = await printCertificate(then, certificate!.id)
    expect(name).toBe(`合格证书${certificate!.number}.pdf`)
    const text = (await textOf(pdf)).replace(/\s/g, '')
    for (const words of ['合格证书', '周雅琴', employer, '共计60学时，考核合格，特发此证', certificate!.number])
      expect(text).toContain(words)
    expect(text).not.toContain('要求学时')
  }, 60_000) // six courses, two tests and a PDF

  test('enough hours are not all chosen courses: one elective too many must be finished, too', async () => {
    const project = await aProject()
    const me = await anApplicant(project, [0, 1, 2, 3, 4])
    const orderId = await order(me, project)
    await receivePayment(asSystem(me.now), 'sandbox', await noticeFor(me, orderId))
    const { studies, enrollment } = await getClassHome(me, (await getOrder(me, orderId)).enrollmentId)
    const extra = studies.find(({ courseId }) => courseId === project.electives[4])!
    let then: Ctx<Trainee> = me
    for (const { id, quizRequired } of studies.filter((study) => study !== extra)) then = await pass(then, id, quizRequired)
    const home = await getClassHome(then, enrollment.id)
    expect([home.enrollment.status, totals(home.tallies).earned]).toEqual(['active', 60])
    then = await pass(then, extra.id, false)
    expect((await getClassHome(then, enrollment.id)).enrollment.status).toBe('passed')
  })

  test('its courses are fixed: none is added, confirmed or taken back', async () => {
    const { me, project, enrollmentId, studies } = await aParticipant()
    const tries = [
      chooseCourse(me, { enrollmentId, courseId: project.electives[3]! }),
      confirmSelection(me, { enrollmentId }),
      withdrawCourse(me, { enrollmentId, studyId: studies[0]!.id }),
    ]
    expect(await outcomes(tries)).toEqual(['courses_settled', 'courses_settled', 'courses_settled'])
  })

  test('certificate and enrollment carry the employer of the application, not that of the profile', async () => {
    const { me, studies } = await aParticipant()
    await db().update(trainees).set({ employer: '注册时的单位' }).where(eq(trainees.id, me.actor.id))
    let then: Ctx<Trainee> = me
    for (const { id, quizRequired } of studies) then = await pass(then, id, quizRequired)
    expect((await listCertificates(then))[0]!.snapshot.employer).toBe(employer)
  })
})

describe('while the order waits and after it', () => {
  test('the application cannot be changed, and is not offered to be resumed', async () => {
    const project = await aProject()
    const me = await anApplicant(project)
    await order(me, project)
    const { programId } = project
    const change = () => saveElective(me, { programId, courseId: project.electives[3]!, chosen: true })
    expect(await outcome(change())).toBe('order_waiting')
    expect(await listOpenApplications(me)).toEqual([])
  })

  test('somebody who takes part already applies no second time', async () => {
    const { me, project } = await aParticipant()
    const { programId } = project
    const again = saveEmployer(me, { programId, employer, regionCode: '130203', technicalGrade: null, isFullName: false })
    expect(await outcome(again)).toBe('already_enrolled')
    expect((await getApplication(me, programId)).enrollmentStatus).toBe('active')
  })
})

describe('what changed while somebody chose is said, and what was chosen stays', () => {
  test('the price', async () => {
    const project = await aProject()
    const me = await anApplicant(project)
    const { amountFen } = await getApplication(me, project.programId)
    await setProgram(project.programId, { feeFen: 15_000 })
    await expect(order(me, project, amountFen)).rejects.toMatchObject({ code: 'price_changed', facts: { amount: '¥150.00' } })
    const view = await getApplication(me, project.programId)
    expect(view).toMatchObject({ gap: 'confirm', amountFen: 15_000 })
    expect(await outcome(order(me, project, view.amountFen))).toBe('done')
  })

  test('a course', async () => {
    const project = await aProject()
    const me = await anApplicant(project)
    await db().update(courses).set({ publishedAt: null }).where(eq(courses.id, project.electives[4]!))
    expect(await outcome(order(me, project))).toBe('courses_changed')
    const { gap, application, withdrawn } = await getApplication(laterOn(me, 1000), project.programId)
    expect([gap, application!.courseIds.length, withdrawn.length]).toEqual(['courses', 4, 1])
  })

  test('the last seat', async () => {
    const project = await aProject({ seats: 1 })
    const [first, second] = [await anApplicant(project), await anApplicant(project)]
    expect(await outcomes([order(first, project), order(second, project)]).then((both) => both.sort())).toEqual(['class_full', 'done'])
    const views = await Promise.all([first, second].map((me) => getApplication(me, project.programId)))
    const loser = views.find(({ enrollmentId }) => !enrollmentId)!
    expect([loser.gap, loser.application!.courseIds.length, loser.trainingClass!.refusal?.code]).toEqual(['class', 4, 'class_full'])
  })
})
