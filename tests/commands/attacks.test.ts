import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { orders } from '@/db/schema/checkout'
import { sandboxTrades } from '@/db/schema/sandbox-bank'
import { confirmPayment } from '@/lib/checkout/confirm-payment'
import { cancelOrder, expireOrders } from '@/lib/checkout/end-order'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder } from '@/lib/checkout/queries'
import { withdrawCourse } from '@/lib/enrollment/select-courses'
import { resetPassword, startRecovery } from '@/lib/identity/recover-password'
import { signIn } from '@/lib/identity/sign-in'
import { openStream } from '@/lib/learning/open-stream'
import { getLesson } from '@/lib/learning/queries'
import { readTicket } from '@/lib/learning/ticket'
import { later, minutes } from '@/lib/shared/time'
import { aCharge, payAtBank } from '../support/bank'
import { aSolvedCaptcha } from '../support/captcha'
import { aLearner } from '../support/learners'
import { outcome, tallied } from '../support/outcome'
import { aClass, aCourse, anIdNumber, asSystem, asVisitor, aTrainee, noon, password } from '../support/world'

test('whatever else is sent when a lesson is opened, the ticket is for the trainee who opened it', async () => {
  const { trainee, studies } = await aLearner()
  const other = await aTrainee()
  const { chapters } = await getLesson(trainee, studies[0]!.studyId)
  const sent = { studyId: studies[0]!.studyId, chapterId: chapters[0]!.id, traineeId: other.actor.id, streamId: 'x', exp: 9e15 }
  const { ticket } = await openStream(trainee, sent)
  expect(readTicket(ticket, noon)).toMatchObject({ traineeId: trainee.actor.id })
  expect(readTicket(ticket, noon)!.streamId).not.toBe('x')
  expect(readTicket(ticket, later(noon, minutes(9 * 60)))).toBeNull()
})

test('recovery does not tell whether a password is the old one to somebody without the code', async () => {
  const me = await aTrainee()
  const token = await startRecovery(asVisitor(), { name: '张丽华', idNumber: me.idNumber, ...aSolvedCaptcha() })
  const guess = (typed: string) => outcome(resetPassword(asVisitor(), token, { code: '123456', password: typed, repeated: typed }))
  const answers = [await guess(password), await guess('Another-guess-1')]
  expect(answers).toEqual(['sms_code_used_up', 'sms_code_used_up'])
  const more = await Promise.all(Array.from({ length: 12 }, (_, i) => guess(`Guess-number-${i}`)))
  expect(tallied(more)).toEqual({ sms_code_used_up: 8, too_many_attempts: 4 })
})

test('ten resets at once with one code leave the portal able to answer', async () => {
  const me = await aTrainee()
  const token = await startRecovery(asVisitor(), { name: '张丽华', idNumber: me.idNumber, ...aSolvedCaptcha() })
  const attempt = () => outcome(resetPassword(asVisitor(), token, { code: '000000', password: 'Fresh-start-1', repeated: 'Fresh-start-1' }))
  expect(await Promise.all(Array.from({ length: 10 }, attempt))).toHaveLength(10)
  expect(await outcome(getOrder(me, anUnknownId))).toBe('not found')
})
const anUnknownId = '01890000-0000-7000-8000-000000000000'

test('signing in to an account of one’s own does not wipe out the failures counted against an address', async () => {
  const visitor = asVisitor()
  const me = await aTrainee()
  const tryOne = (idNumber: string, typed: string) => outcome(signIn(visitor, { idNumber, password: typed, ...aSolvedCaptcha() }))
  const failures = await Promise.all(Array.from({ length: 99 }, () => tryOne(anIdNumber(), 'spray-2026')))
  expect(tallied(failures)).toEqual({ sign_in_wrong: 99 })
  expect(await tryOne(me.idNumber, password)).toBe('done')
  expect([await tryOne(anIdNumber(), 'spray-2026'), await tryOne(anIdNumber(), 'spray-2026')]).toEqual([
    'sign_in_wrong',
    'too_many_attempts',
  ])
}, 60_000)

test('an order that cannot be ended does not keep the seats of the others', async () => {
  const { id: classId } = await aClass({ seats: 2 })
  const [odd, plain] = [await aTrainee(), await aTrainee()]
  const [oddOrder, plainOrder] = [await placeOrder(odd, { classId, invoice: null }), await placeOrder(plain, { classId, invoice: null })]
  await payAtBank(odd, oddOrder)
  const { number } = await aCharge(odd, oddOrder)
  await db().update(sandboxTrades).set({ amountFen: 1 }).where(eq(sandboxTrades.orderNumber, number))
  expect(await outcome(cancelOrder(odd, oddOrder))).toBe('payment_mismatch')
  expect(await confirmPayment(odd, oddOrder)).toBe(false) // the order's page still opens
  await expireOrders(asSystem(later(noon, minutes(31))))
  const states = await db().select({ id: orders.id, status: orders.status }).from(orders)
  expect(states.find(({ id }) => id === oddOrder)?.status).toBe('pending')
  expect(states.find(({ id }) => id === plainOrder)?.status).toBe('expired')
})

test('a lesson earns nothing after the period of the class, whatever ticket is still in hand', async () => {
  const studyUntil = later(noon, minutes(20))
  const { trainee, studies } = await aLearner({ studyUntil })
  const { chapters } = await getLesson(trainee, studies[0]!.studyId)
  const { ticket } = await openStream(trainee, { studyId: studies[0]!.studyId, chapterId: chapters[0]!.id })
  expect(readTicket(ticket, later(noon, minutes(19)))).not.toBeNull()
  expect(readTicket(ticket, studyUntil)).toBeNull()
})

test('a compulsory course cannot be given back', async () => {
  const compulsory = await aCourse()
  const { trainee, enrollmentId, studies } = await aLearner({ parts: [{ hours: 4, compulsory: true, courses: [compulsory] }] })
  expect(await outcome(withdrawCourse(trainee, { enrollmentId, studyId: studies[0]!.studyId }))).toBe('course_compulsory')
})

test('a bank told to be late has its notice waiting for a minute from now', async () => {
  const me = await aTrainee()
  const orderId = await placeOrder(me, { classId: (await aClass()).id, invoice: null })
  await payAtBank(me, orderId, 'late')
  const { number } = await aCharge(me, orderId)
  const jobs = await db().execute<{ seconds: number }>(
    sql`select extract(epoch from start_after - now())::int as seconds from pgboss.job where name = 'sandbox.notify' and data->>'orderNumber' = ${number}`,
  )
  expect(jobs).toHaveLength(1)
  expect(jobs[0]!.seconds).toBeGreaterThan(50)
})
