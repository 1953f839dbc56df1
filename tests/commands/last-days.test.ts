import { beforeAll, expect, test, vi } from 'vitest'
import { read, utils } from 'xlsx'
import { editClass } from '@/lib/catalog/classes/edit-classes'
import { EditClassInput } from '@/lib/catalog/programs/input'
import { placeOrder } from '@/lib/checkout/place-order'
import { makeProgressFile } from '@/lib/rosters/progress-file'
import { remindPeople, sendReminders } from '@/lib/rosters/remind'
import type { Ctx } from '@/lib/shared/context'
import { anApplicant, aProject } from '../support/applicants'
import { anEnterprise } from '../support/enterprises'
import { anOpened, aRoster, aSubmitted, colleagues } from '../support/groups'
import { aLearner } from '../support/learners'
import { messagesTo } from '../support/phone'
import { openPage } from '../support/rendered'
import { aMember } from '../support/staff'
import { aClass, asSystem, asVisitor, aTrainee, noon, type TestClass } from '../support/world'

vi.mock('next/headers', async () => (await import('../support/browser')).nextHeaders)

/* Staff enter the last day on which people can enrol, and study: everybody is told that day. */

const [enrol, study] = ['2026-08-31', '2026-12-31']
const dayAfter = /2026-09-01|2027-01-01|9月1日|2027年1月1日/

type Place = [where: string, who: () => Ctx, address: () => string, days: string[]]
const ctx: Record<string, Ctx> = {}
const at: Record<string, string> = {}
const who = (name: string) => () => ctx[name]!
const address = (name: string) => () => at[name]!

/** The class with these days entered in its form. */
async function entered<T extends Pick<TestClass, 'id'>>(made: Promise<T>): Promise<T> {
  const trainingClass = await made
  const form = { title: `到期日班级 ${trainingClass.id}`, seats: '50', enrolFrom: '2026-06-01', enrolUntil: enrol }
  await editClass(ctx.admin!, EditClassInput.parse({ ...form, classId: trainingClass.id, studyFrom: '2026-06-01', studyUntil: study }))
  return trainingClass
}

beforeAll(async () => {
  ctx.admin = await aMember('administrator')
  ctx.visitor = asVisitor()
  const trainingClass = await entered(aClass())
  const { trainee, enrollmentId } = await aLearner({}, { trainingClass })
  ctx.learner = trainee
  ctx.newcomer = await aTrainee()
  ctx.buyer = await aTrainee()
  const project = await entered(aProject())
  ctx.applicant = await anApplicant(project)
  const group = await aSubmitted(await entered(aClass({ seats: 50 })))
  ctx.clerk = group.me
  const drafting = await anEnterprise()
  ctx.drafting = drafting
  const draft = await aRoster(drafting, trainingClass.id, colleagues(2))
  Object.assign(at, {
    order: `/orders/${await placeOrder(ctx.buyer as typeof trainee, { classId: trainingClass.id, invoice: null })}`,
    offer: `/enroll/order?class=${trainingClass.id}`,
    home: `/classes/${enrollmentId}`,
    choice: `/enroll/${project.programId}/class`,
    check: `/enroll/${project.programId}/confirm`,
    upload: `/group/enroll/${trainingClass.id}`,
    submit: `/group/rosters/${draft}/submit`,
    groupOrder: `/group/orders/${group.orderId}`,
    program: `/admin/programs/${trainingClass.programId}`,
    form: `/admin/programs/${trainingClass.programId}/classes/${trainingClass.id}`,
  })
})

const places: Place[] = [
  ['the home page', who('visitor'), () => '/', [enrol]],
  ['学习报名', who('visitor'), () => '/programs', [enrol]],
  ['填写订单', who('newcomer'), address('offer'), [study]],
  ['the list of one’s classes', who('learner'), () => '/classes', [study]],
  ['班级首页', who('learner'), address('home'), [study]],
  ['the choice of a class of a project', who('applicant'), address('choice'), [study]],
  ['the last look at an application', who('applicant'), address('check'), [study]],
  ['the classes for enterprises', who('clerk'), () => '/group/enroll', [enrol, study]],
  ['the upload of a roster', who('drafting'), address('upload'), [enrol, study]],
  ['an enterprise’s order', who('clerk'), address('groupOrder'), [study]],
  ['a programme at the desk', who('admin'), address('program'), [enrol, study]],
  ['the form of a class', who('admin'), address('form'), [`value="${enrol}"`, `value="${study}"`]],
  ['the audit log', who('admin'), () => '/admin/audit', [enrol, study]],
  ['an order', who('buyer'), address('order'), []],
  ['a roster before it is submitted', who('drafting'), address('submit'), []],
]

test.each(places)('%s tells the day that was entered', async (_, whose, where, days) => {
  const html = await openPage(whose(), where())
  expect(html.startsWith('<')).toBe(true)
  expect([days.filter((day) => !html.includes(day)), dayAfter.exec(html)?.[0]]).toEqual([[], undefined])
})

test('so do the file of an enterprise’s people and the message that reminds them', async () => {
  const { me, people } = await anOpened(await entered(aClass({ seats: 50 })))
  const { bytes } = await makeProgressFile(me, { q: '', page: 1, sort: '', filters: {} })
  const text = utils.sheet_to_csv(Object.values(read(bytes).Sheets)[0]!)
  expect([text.includes(study), dayAfter.test(text)]).toEqual([true, false])
  await remindPeople(me, { q: '', filters: {} })
  await sendReminders(asSystem(), { enterpriseId: me.actor.id, sentAt: noon.toISOString(), after: '' })
  expect((await messagesTo(people[0]!.phone)).filter((message) => message.includes('提醒您'))).toEqual([expect.stringContaining(study)])
})
