import fs from 'node:fs'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { accounts, staff, trainees } from '@/db/schema/identity'
import { notices } from '@/db/schema/notices'
import { unpublishProgram } from '@/lib/catalog/programs/publish-program'
import { addPhoto } from '@/lib/certificates/add-photo'
import { proveHours } from '@/lib/certificates/prove-hours'
import { listCertificates } from '@/lib/certificates/queries'
import { announceTransfer } from '@/lib/checkout/announce-transfer'
import { cancelOrder } from '@/lib/checkout/end-order'
import { orderApplication } from '@/lib/checkout/order-application'
import { orderCourses } from '@/lib/checkout/order-courses'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder } from '@/lib/checkout/queries'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { requestRefund } from '@/lib/checkout/request-refund'
import { startPayment } from '@/lib/checkout/start-payment'
import { withdrawTransfer } from '@/lib/checkout/withdraw-transfer'
import { confirmCourses, saveClass, saveElective, saveEmployer } from '@/lib/enrollment/application'
import { chooseCourse, confirmSelection, dropCandidate, withdrawCourse } from '@/lib/enrollment/select-courses'
import { changeEmployment } from '@/lib/identity/change-employment'
import { changePassword } from '@/lib/identity/change-password'
import { keepPendingPhoto, setPhoto } from '@/lib/identity/photo'
import { requestInvoice } from '@/lib/invoices/request-invoice'
import { openStream } from '@/lib/learning/open-stream'
import { getLesson } from '@/lib/learning/queries'
import { reportProgress } from '@/lib/learning/report-progress'
import { readNotice } from '@/lib/notices/read-notice'
import { answerQuestion } from '@/lib/quiz/answer-question'
import { openAttempt } from '@/lib/quiz/open-attempt'
import { saveAnswers } from '@/lib/quiz/save-answers'
import { submitAttempt } from '@/lib/quiz/submit-attempt'
import { discardDraft } from '@/lib/rosters/discard-draft'
import { submitRoster } from '@/lib/rosters/submit-roster'
import { takeOut, withdrawRoster } from '@/lib/rosters/take-out'
import { books, type Change, changes, pressed, type Stage } from '../support/acts'
import { anApplicant, aProject } from '../support/applicants'
import { noticeFor } from '../support/bank'
import { refundsOf, statusOf } from '../support/books'
import { anEnterprise } from '../support/enterprises'
import { aRoster, aSubmitted, colleagues } from '../support/groups'
import { aBuyer, aGraduate, aLearner, anEnrolled, aPlayer, watch } from '../support/learners'
import { answerTicketOf } from '../support/papers'
import { aPhoto } from '../support/photos'
import { aPayer } from '../support/refunding'
import { aMember } from '../support/staff'
import { aClass, aCourse, aShelfOf, asSystem, aTrainee, laterOn, password, unique } from '../support/world'

/**
 * Rules are asked at the act. For every command of a trainee or an enterprise: what may have changed between the page and the press, and
 * with which word it is then refused. `stands`: what it may go on in spite of, and why.
 */
type Act = { stage: () => Promise<Stage>; refused: Partial<Record<Change, string>>; stands?: Partial<Record<Change, string>> }

const invoice = { buyerKind: 'person' as const, title: '张丽华' }
const short = () => aCourse({ chapterSeconds: [5] })
const reserved = 'the seat is held until the order ends'
const inside = 'whoever is in goes on'

async function anOffer() {
  const { id: classId, programId, courseIds } = await aClass()
  const me = await aTrainee()
  return { me, actorId: me.actor.id, classId, programId, courseIds }
}
async function anOrderWaiting() {
  const offer = await anOffer()
  const orderId = await placeOrder(offer.me, { classId: offer.classId, invoice: null })
  return { ...offer, orderId, enrollmentId: (await getOrder(offer.me, orderId)).enrollmentId }
}
async function aPaidClass() {
  const { me, ...paid } = await aPayer()
  return { me, actorId: me.actor.id, ...paid }
}
async function aPlace() {
  const { trainee: me, trainingClass, enrollmentId, orderId } = await anEnrolled({ parts: [{ hours: 4, courses: [await short()] }] })
  const [courseId] = trainingClass.courseIds
  return {
    me,
    actorId: me.actor.id,
    classId: trainingClass.id,
    programId: trainingClass.programId,
    courseIds: [courseId!],
    courseId: courseId!,
    enrollmentId,
    orderId,
  }
}
async function aCandidate() {
  const place = await aPlace()
  await chooseCourse(place.me, place)
  return place
}
async function aStudy() {
  const learner = await aLearner({ parts: [{ hours: 4, courses: [await short()] }] })
  const { trainee: me, trainingClass, enrollmentId, orderId, studyId } = learner
  return {
    me,
    actorId: me.actor.id,
    classId: trainingClass.id,
    programId: trainingClass.programId,
    courseIds: trainingClass.courseIds,
    enrollmentId,
    orderId,
    studyId,
  }
}
async function aSeenCourse() {
  const study = await aStudy()
  return { ...study, me: await watch(study.me, study.studyId) }
}
async function anOpenPaper() {
  const seen = await aSeenCourse()
  const attemptId = await openAttempt(seen.me, seen.studyId)
  return { ...seen, attemptId, ticket: await answerTicketOf(seen.me, attemptId) }
}
async function anApplied() {
  const project = await aProject()
  const me = await anApplicant(project)
  return { me, actorId: me.actor.id, classId: project.id, programId: project.programId, courseIds: [project.electives[0]!], project }
}
async function aClerk() {
  const trainingClass = await aClass()
  const me = await anEnterprise()
  return { me, actorId: me.actor.id, classId: trainingClass.id, programId: trainingClass.programId, trainingClass }
}
async function aDraft() {
  const clerk = await aClerk()
  return { ...clerk, rosterId: await aRoster(clerk.me, clerk.classId, colleagues(2)) }
}
async function aGroupOrder() {
  const trainingClass = await aClass()
  const { me, rosterId, orderId } = await aSubmitted(trainingClass, colleagues(2))
  return { me, actorId: me.actor.id, classId: trainingClass.id, programId: trainingClass.programId, rosterId, orderId }
}

const acts: Record<string, Act> = {
  placeOrder: {
    stage: async () => {
      const stage = await anOffer()
      return { ...stage, press: () => placeOrder(stage.me, { classId: stage.classId, invoice: null, expectedFen: 12_000 }) }
    },
    refused: {
      'enrolment over': 'enrolment_closed',
      'class ended': 'enrolment_closed',
      'class closed by staff': 'enrolment_closed',
      'class full': 'class_full',
      'programme unpublished': 'enrolment_closed',
      'price changed': 'price_changed',
    },
  },
  orderApplication: {
    stage: async () => {
      const stage = await anApplied()
      const { programId } = stage
      return { ...stage, press: () => orderApplication(stage.me, { programId, expectedFen: 12_000, invoice: null }) }
    },
    refused: {
      'enrolment over': 'enrolment_closed',
      'class ended': 'enrolment_closed',
      'class closed by staff': 'enrolment_closed',
      'class full': 'class_full',
      'programme unpublished': 'enrolment_closed',
      'price changed': 'price_changed',
      'course unpublished': 'courses_changed',
    },
  },
  orderCourses: {
    stage: async () => {
      const courseIds = [await short()]
      const shelf = await aShelfOf({ courses: courseIds.map((id) => ({ id })) })
      const me = await aTrainee()
      const input = { courseIds, expectedFen: 3000, invoice: null, ownedConfirmed: false }
      return { me, actorId: me.actor.id, courseIds, ...shelf, press: () => orderCourses(me, input) }
    },
    refused: {
      'enrolment over': 'course_not_sold',
      'class closed by staff': 'course_not_sold',
      'programme unpublished': 'course_not_sold',
      'price changed': 'price_changed',
      'course unpublished': 'course_not_sold',
    },
  },
  startPayment: {
    stage: async () => {
      const stage = await anOrderWaiting()
      return { ...stage, press: () => startPayment(stage.me, { orderId: stage.orderId, method: 'sandbox.wechat' }) }
    },
    refused: {
      'order cancelled': 'order_not_pending',
      'order expired': 'order_expired',
      'order paid': 'order_not_pending',
      'order refunded': 'order_not_pending',
      'class ended': 'study_period_over',
    },
    stands: { 'enrolment over': reserved, 'class closed by staff': reserved, 'programme unpublished': reserved, 'price changed': reserved },
  },
  cancelOrder: {
    stage: async () => {
      const stage = await anOrderWaiting()
      return { ...stage, press: () => cancelOrder(stage.me, stage.orderId) }
    },
    refused: { 'order cancelled': 'order_not_pending', 'order expired': 'order_not_pending', 'order refunded': 'order_not_pending' },
    stands: { 'class ended': 'giving up needs no class' },
  },
  requestRefund: {
    stage: async () => {
      const stage = await aPaidClass()
      return { ...stage, press: () => requestRefund(stage.me, { orderId: stage.orderId, reason: '工作调动' }) }
    },
    refused: { 'order refunded': 'order_not_pending' },
    stands: { 'class ended': 'the terms count days since the payment', 'programme unpublished': inside },
  },
  requestInvoice: {
    stage: async () => {
      const { trainee: me, orderId, enrollmentId } = await anEnrolled()
      return { me, actorId: me.actor.id, orderId, enrollmentId, press: () => requestInvoice(me, { orderId, title: invoice }) }
    },
    refused: { 'order refunded': 'order_not_paid' },
  },
  saveEmployer: {
    stage: async () => {
      const { id: classId, programId } = await aProject()
      const me = await aTrainee()
      const input = { programId, employer: '唐山云桥市政工程有限公司', regionCode: '130203', technicalGrade: '工程师', isFullName: false }
      return { actorId: me.actor.id, classId, programId, press: () => saveEmployer(me, input) }
    },
    refused: { 'programme unpublished': 'not found' },
    stands: { 'class ended': 'no class is chosen yet' },
  },
  saveClass: {
    stage: async () => {
      const stage = await anApplied()
      const { programId, classId } = stage
      return { ...stage, press: () => saveClass(stage.me, { programId, classId, otherRegionReason: null }) }
    },
    refused: {
      'programme unpublished': 'not found',
      'enrolment over': 'enrolment_closed',
      'class closed by staff': 'enrolment_closed',
      'class full': 'class_full',
    },
  },
  saveElective: {
    stage: async () => {
      const stage = await anApplied()
      const { programId, project } = stage
      const courseId = project.electives[3]!
      return { ...stage, courseIds: [courseId], press: () => saveElective(stage.me, { programId, courseId, chosen: true }) }
    },
    refused: { 'programme unpublished': 'not found', 'course unpublished': 'course_not_offered' },
  },
  confirmCourses: {
    stage: async () => {
      const stage = await anApplied()
      return { ...stage, press: () => confirmCourses(stage.me, stage) }
    },
    refused: { 'programme unpublished': 'not found', 'course unpublished': 'hours_missing' },
  },
  chooseCourse: {
    stage: async () => {
      const stage = await aPlace()
      return { ...stage, press: () => chooseCourse(stage.me, stage) }
    },
    refused: {
      'class ended': 'study_period_over',
      'enrolment withdrawn': 'class_not_active',
      'course unpublished': 'course_not_offered',
    },
    stands: { 'enrolment over': inside, 'class closed by staff': inside, 'programme unpublished': inside },
  },
  dropCandidate: {
    stage: async () => {
      const stage = await aCandidate()
      return { ...stage, press: () => dropCandidate(stage.me, stage) }
    },
    refused: { 'class ended': 'study_period_over', 'enrolment withdrawn': 'class_not_active' },
    stands: { 'course unpublished': 'it may be taken off the list all the same' },
  },
  confirmSelection: {
    stage: async () => {
      const stage = await aCandidate()
      return { ...stage, press: () => confirmSelection(stage.me, stage) }
    },
    refused: {
      'class ended': 'study_period_over',
      'enrolment withdrawn': 'class_not_active',
      'course unpublished': 'nothing_to_confirm',
    },
    stands: { 'programme unpublished': inside },
  },
  withdrawCourse: {
    stage: async () => {
      const stage = await aStudy()
      return { ...stage, press: () => withdrawCourse(stage.me, stage) }
    },
    refused: { 'class ended': 'study_period_over', 'enrolment withdrawn': 'class_not_active' },
    stands: { 'course unpublished': 'it may be given back all the same' },
  },
  openStream: {
    stage: async () => {
      const stage = await aStudy()
      const [chapter] = (await getLesson(stage.me, stage.studyId)).chapters
      return { ...stage, press: () => openStream(stage.me, { studyId: stage.studyId, chapterId: chapter!.id }) }
    },
    refused: { 'class ended': 'study_period_over', 'enrolment withdrawn': 'not found' },
    stands: { 'course unpublished': inside, 'programme unpublished': inside, 'class closed by staff': inside },
  },
  openAttempt: {
    stage: async () => {
      const stage = await aSeenCourse()
      return { ...stage, press: () => openAttempt(stage.me, stage.studyId) }
    },
    refused: { 'class ended': 'study_period_over', 'enrolment withdrawn': 'not found' },
    stands: {
      'course unpublished': inside,
      'programme unpublished': inside,
      'bank changed': 'a paper is drawn from what the bank now has',
    },
  },
  saveAnswers: {
    stage: async () => {
      const stage = await anOpenPaper()
      return { ...stage, press: () => saveAnswers(asSystem(stage.me.now), [{ ticket: stage.ticket, position: 0, choice: [1] }]) }
    },
    refused: { 'class ended long ago': 'closed', 'enrolment withdrawn': 'closed', 'account disabled': 'closed' },
    stands: { 'class ended': 'saved', 'bank changed': 'saved' },
  },
  answerQuestion: {
    stage: async () => {
      const stage = await anOpenPaper()
      const answer = { attemptId: stage.attemptId, position: 0, choice: [1] }
      return { ...stage, press: async () => [await answerQuestion(stage.me, answer)] }
    },
    refused: { 'class ended long ago': 'closed', 'enrolment withdrawn': 'not found', 'account disabled': 'closed' },
    stands: { 'class ended': 'saved', 'bank changed': 'saved' },
  },
  submitAttempt: {
    stage: async () => {
      const stage = await anOpenPaper()
      return { ...stage, press: () => submitAttempt(stage.me, stage.attemptId) }
    },
    refused: { 'enrolment withdrawn': 'not found' },
    stands: {
      'class ended': 'within the grace it is handed in late',
      'class ended long ago': 'what was saved in time counts, as when the server takes it in',
      'bank changed': 'it is marked as it was drawn',
    },
  },
  reportProgress: {
    stage: async () => {
      const stage = await aStudy()
      const { ticket } = await aPlayer(stage.me, stage.studyId)
      const now = laterOn(stage.me, 5000).now
      return { ...stage, press: () => reportProgress(asSystem(now), [{ ticket, played: [[0, 3]], positionSeconds: 3 }]) }
    },
    refused: { 'account disabled': 'replaced' },
  },
  setPhoto: {
    stage: async () => {
      const me = await aTrainee()
      const version = await keepPendingPhoto(me, await aPhoto())
      return { actorId: me.actor.id, press: () => setPhoto(me, version, null) }
    },
    refused: {},
  },
  proveHours: {
    stage: async () => {
      const { trainee, studyIds } = await aBuyer([{}])
      const me = await watch(trainee, studyIds[0]!)
      return { actorId: me.actor.id, press: () => proveHours(me, { studyIds }) }
    },
    refused: {},
  },
  addPhoto: {
    stage: async () => {
      const { then: me } = await aGraduate({ parts: [{ hours: 4, courses: [await short()] }] })
      await db().update(trainees).set({ photoKey: 'photos/x.jpg' }).where(eq(trainees.id, me.actor.id))
      const [certificate] = await listCertificates(me)
      return { actorId: me.actor.id, press: () => addPhoto(me, { certificateId: certificate!.id }) }
    },
    refused: {},
  },
  changePassword: {
    stage: async () => {
      const me = await aTrainee()
      const input = { current: password, password: 'Quite-Another-2931', repeated: 'Quite-Another-2931' }
      return { actorId: me.actor.id, press: () => changePassword(me, input) }
    },
    refused: {},
  },
  changeEmployment: {
    stage: async () => {
      const me = await aTrainee()
      const input = { employer: '唐山市第一中学', regionCode: '130203', technicalGrade: '' }
      return { actorId: me.actor.id, press: () => changeEmployment(me, input) }
    },
    refused: {},
  },
  readNotice: {
    stage: async () => {
      const me = await aTrainee()
      const [notice] = await db()
        .insert(notices)
        .values({ slug: `n-${unique()}`, category: 'manual', title: '操作手册', body: '', publishedAt: me.now })
        .returning({ id: notices.id })
      return { actorId: me.actor.id, press: () => readNotice(me, notice!.id) }
    },
    refused: {},
  },
  submitRoster: {
    stage: async () => {
      const stage = await aDraft()
      const input = { rosterId: stage.rosterId, leaveOut: false, expectedFen: 24_000, invoice: null }
      return { ...stage, press: () => submitRoster(stage.me, input) }
    },
    refused: {
      'enrolment over': 'enrolment_closed',
      'class ended': 'enrolment_closed',
      'class closed by staff': 'enrolment_closed',
      'class full': 'class_seats_missing',
      'programme unpublished': 'enrolment_closed',
      'price changed': 'price_changed',
    },
  },
  discardDraft: {
    stage: async () => {
      const stage = await aDraft()
      return { ...stage, press: () => discardDraft(stage.me, stage) }
    },
    refused: {},
    stands: { 'class ended': 'a draft may go at any time' },
  },
  takeOut: {
    stage: async () => {
      const stage = await aGroupOrder()
      return { ...stage, press: () => takeOut(stage.me, { rosterId: stage.rosterId, rows: [3] }) }
    },
    refused: { 'order refunded': 'roster_not_pending' },
    stands: { 'class ended': 'giving up needs no class' },
  },
  withdrawRoster: {
    stage: async () => {
      const stage = await aGroupOrder()
      return { ...stage, press: () => withdrawRoster(stage.me, stage.rosterId) }
    },
    refused: { 'order refunded': 'roster_not_pending' },
    stands: { 'class ended': 'giving up needs no class' },
  },
  'startPayment of an enterprise': {
    stage: async () => {
      const stage = await aGroupOrder()
      return { ...stage, press: () => startPayment(stage.me, { orderId: stage.orderId, method: 'sandbox.wechat' }) }
    },
    refused: { 'order cancelled': 'order_not_pending', 'order expired': 'order_expired', 'class ended': 'study_period_over' },
  },
  'cancelOrder of an enterprise': {
    stage: async () => {
      const stage = await aGroupOrder()
      return { ...stage, press: () => cancelOrder(stage.me, stage.orderId) }
    },
    refused: { 'order cancelled': 'order_not_pending' },
  },
  announceTransfer: {
    stage: async () => {
      const stage = await aGroupOrder()
      return { ...stage, press: () => announceTransfer(stage.me, stage.orderId) }
    },
    refused: { 'order cancelled': 'order_not_pending', 'order expired': 'order_expired', 'class ended': 'study_period_over' },
  },
  withdrawTransfer: {
    stage: async () => {
      const stage = await aGroupOrder()
      await announceTransfer(stage.me, stage.orderId)
      return { ...stage, press: () => withdrawTransfer(stage.me, stage.orderId) }
    },
    refused: { 'order cancelled': 'order_not_pending', 'order expired': 'order_expired' },
    stands: { 'class ended': 'giving up a way to pay needs no class' },
  },
}

const byEnterprise = new Set([
  'submitRoster',
  'discardDraft',
  'takeOut',
  'withdrawRoster',
  'announceTransfer',
  'withdrawTransfer',
  'startPayment of an enterprise',
  'cancelOrder of an enterprise',
])
const always = (name: string): Partial<Record<Change, string>> => ({
  'account disabled': 'account_disabled',
  ...(byEnterprise.has(name) && { 'enterprise rejected': 'not found' }),
})

describe.each(Object.entries(acts))('%s', (name, { stage, refused, stands = {} }) => {
  test.each(Object.entries({ ...always(name), ...refused }) as [Change, string][])(
    '%s between page and press: %s',
    async (change, code) => {
      const open = await stage()
      await changes[change](open)
      const before = await books()
      expect(await pressed(open)).toBe(code)
      expect(await books()).toEqual(before)
    },
  )

  test('undisturbed, is done', async () => {
    expect(['done', 'saved']).toContain(await pressed(await stage()))
  })

  const standing = Object.entries(stands) as [Change, string][]
  if (standing.length)
    test.each(standing)('%s: goes on (%s)', async (change) => {
      const open = await stage()
      await changes[change](open)
      expect(['done', 'saved']).toContain(await pressed(open))
    })
})

/** Commands without a row above: what they ask at the act besides the account, which every transaction asks for. */
const elsewhere: Record<string, string> = {
  printCertificate: 'reads; a revoked one is not found',
  askCorrection: 'the account alone',
  keepPendingPhoto: 'the account alone',
  answerCheck: 'the check must still wait; it earns nothing by itself',
  showCheck: 'the check must still wait',
  readCheck: 'the check must still wait',
  handOutKey: 'the stream must still be the live one: watch-lessons.test.ts',
  changeContact: 'the account alone',
  startPhoneChange: 'sends a code; the change itself asks again',
  newPhoneOf: 'reads',
  sendNewPhoneCode: 'sends a code; the change itself asks again',
  changePhone: 'the account alone',
  resubmitEnterprise: 'only a rejected one: enterprise-account.test.ts',
  replaceLicence: 'the account alone',
  changeDraft: 'the draft must be as it was seen: edit-roster.test.ts',
  editRow: 'as changeDraft',
  removeRow: 'as changeDraft',
  receiveUpload: 'the class is asked again when the roster is submitted; approved is asked in the transaction',
  chooseParts: 'reads a file again by receiveUpload',
  keepUpload: 'a file alone; receiveUpload asks',
  spendChecks: 'part of others: counts what a roster asks about strangers',
  startPack: 'what has been earned stays earned',
  openPack: 'reads',
  remindPeople: 'each person is asked about: group-progress.test.ts',
  sealRows: 'part of others',
  readRows: 'reads',
  readAlike: 'reads',
  makeTemplateOfLast: 'reads',
  makeProgressFile: 'reads',
  payAsKnown: 'goes on to startPayment: wechatpay.test.ts',
  confirmPayment: 'asks the gateway; money that came is booked in any case',
}

/** Every exported function of lib, with its text. */
function exported(): { name: string; file: string; text: string }[] {
  const files = fs.readdirSync('lib', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  return files.flatMap((file) => {
    const parts = fs.readFileSync(path.join('lib', file), 'utf8').split(/^(?=export )/m)
    return parts.flatMap((text) => {
      const [, name] = /^export (?:async )?function (\w+)/.exec(text) ?? []
      return name ? [{ name, file, text }] : []
    })
  })
}
const reading = /^(list|get|find|count|search|suggest|draw|is|refuse|require|lookUp)[A-Z]/

test('every command of a trainee or an enterprise has its row, or says where it is asked', () => {
  const commands = exported().filter(({ name, text }) => /^[^{]*\bctx: Ctx<(Trainee|Enterprise|Buyer)>/.test(text) && !reading.test(name))
  expect(commands.length).toBeGreaterThan(40)
  const missing = commands.filter(({ name }) => !acts[name] && !elsewhere[name]).map(({ name, file }) => `${file}: ${name}`)
  expect(missing).toEqual([])
})

test('whatever the staff may change is changed in a transaction, which asks for account and role again', () => {
  const outside = exported().filter(({ text }) => text.includes('requireRight(ctx') && /\bctx\.db\s*\.(insert|update|delete)\(/.test(text))
  expect(outside.map(({ name, file }) => `${file}: ${name}`)).toEqual([])
})

test('somebody of the staff whose role was taken away meanwhile finds nothing', async () => {
  const editor = await aMember('content_editor')
  const { programId } = await aClass()
  const before = await books()
  await db().update(staff).set({ role: 'hotline' }).where(eq(staff.id, editor.actor.id))
  expect(await pressed({ actorId: editor.actor.id, press: () => unpublishProgram(editor, programId) })).toBe('not found')
  await db().update(staff).set({ role: 'content_editor' }).where(eq(staff.id, editor.actor.id))
  await db().update(accounts).set({ status: 'disabled' }).where(eq(accounts.id, editor.actor.id))
  expect(await pressed({ actorId: editor.actor.id, press: () => unpublishProgram(editor, programId) })).toBe('account_disabled')
  expect({ ...(await books()), accounts: '' }).toEqual({ ...before, accounts: '' })
})

test('money that comes for a class that is over goes back', async () => {
  const stage = await anOrderWaiting()
  const notice = await noticeFor(stage.me, stage.orderId)
  await changes['class ended']({ ...stage, press: async () => {} })
  await receivePayment(asSystem(), 'sandbox', notice)
  expect(await statusOf(stage.orderId)).toBe('refunding')
  expect(await refundsOf(stage.orderId)).toMatchObject([{ amountFen: 12_000 }])
})
