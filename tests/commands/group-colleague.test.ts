import { expect, test } from 'vitest'
import { placeOrder } from '@/lib/checkout/place-order'
import { listMyOffers, listOrders } from '@/lib/checkout/queries'
import { getClassHome, getSelection, listMyClasses } from '@/lib/enrollment/queries'
import { chooseCourse, confirmSelection, withdrawCourse } from '@/lib/enrollment/select-courses'
import { activate, sendActivationCode, startActivation } from '@/lib/identity/activate'
import { aSolvedCaptcha } from '../support/captcha'
import { aColleague, anOpened, aSubmitted, asColleague, pay } from '../support/groups'
import { watch } from '../support/learners'
import { outcome } from '../support/outcome'
import { codeSentTo } from '../support/phone'
import { aProject, setProgram } from '../support/sales'
import { aClass, aClassOf, aCourse, asVisitor } from '../support/world'

test('somebody enrolled by the employer activates by SMS, as those of the old platform do', async () => {
  const person = aColleague()
  await anOpened(await aClass(), [person])
  const token = await startActivation(asVisitor(), { idNumber: person.idNumber, password: '123456', ...aSolvedCaptcha() })
  await sendActivationCode(asVisitor(), token, aSolvedCaptcha())
  const code = await codeSentTo(person.phone)
  const session = await activate(asVisitor(), token, { code, password: 'Brand-new-77', repeated: 'Brand-new-77' })
  expect(session.id).toBeTruthy()
})

test('before the employer has paid, the class waits; nobody orders it a second time, and no order is shown', async () => {
  const trainingClass = await aClass()
  const { me, orderId, rosterId } = await aSubmitted(trainingClass)
  const colleague = await asColleague(rosterId)
  expect(await listMyClasses(colleague)).toMatchObject([{ status: 'reserved', byEmployer: true }])
  expect(await listOrders(colleague)).toEqual([])
  const other = await aClassOf(trainingClass.programId)
  for (const classId of [trainingClass.id, other])
    expect(await outcome(placeOrder(colleague, { classId, invoice: null }))).toBe('employer_order_waiting')
  const offers = await listMyOffers(colleague)
  expect(offers.find(({ id }) => id === other)?.refusal?.code).toBe('employer_order_waiting')
  await pay(me, orderId)
  expect(await listMyClasses(colleague)).toMatchObject([{ status: 'active', byEmployer: true }])
})

test('where courses come with the order, electives are chosen after opening, until the hours are full', async () => {
  const project = await aProject({ quizRequired: false })
  const { rosterId } = await anOpened(project)
  const colleague = await asColleague(rosterId)
  const [{ id: enrollmentId, choosing } = { id: '', choosing: false }] = await listMyClasses(colleague)
  expect(choosing).toBe(true)
  await chooseCourse(colleague, { enrollmentId, courseId: project.electives[0]! })
  await confirmSelection(colleague, { enrollmentId })
  expect((await getSelection(colleague, enrollmentId)).choosing).toBe(true)
  await chooseCourse(colleague, { enrollmentId, courseId: project.electives[1]! })
  await confirmSelection(colleague, { enrollmentId })
  const home = await getClassHome(colleague, enrollmentId)
  expect(home.choosing).toBe(false)
  expect(await outcome(chooseCourse(colleague, { enrollmentId, courseId: project.electives[2]! }))).toBe('courses_settled')
  expect(await outcome(withdrawCourse(colleague, { enrollmentId, studyId: home.studies.at(-1)!.id }))).toBe('courses_settled')

  let then = colleague
  for (const { id } of home.studies) then = await watch(then, id)
  const [passed] = await listMyClasses(then)
  expect(passed).toMatchObject({ status: 'passed', certificateNumber: expect.any(String) })
})

test('hours are not to be had for nothing where courses are paid by the hour', async () => {
  const course = await aCourse()
  const trainingClass = await aClass({
    parts: [{ hours: 8, courses: [course] }],
    program: { selectionTiming: 'before_payment', pricing: 'class' },
  })
  const { rosterId } = await anOpened(trainingClass)
  const colleague = await asColleague(rosterId)
  await setProgram(trainingClass.programId, { pricing: 'hour' })
  const [held] = await listMyClasses(colleague)
  expect(await outcome(chooseCourse(colleague, { enrollmentId: held!.id, courseId: course }))).toBe('courses_settled')
})
