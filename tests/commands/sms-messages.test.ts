import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { smsMessages } from '@/db/schema/sms-messages'
import { listSmsMessages, type SmsOutcome } from '@/lib/admin/sms-messages'
import { sendMessage } from '@/lib/identity/send-message'
import { nobody, sendCode } from '@/lib/identity/sms'
import type { NoticeKind } from '@/lib/identity/sms-notices'
import { demoPhone } from '@/lib/identity/sms-providers/demo-phone'
import { SmsFailure, type SmsProvider } from '@/lib/identity/sms-providers/provider'
import { jobHandlers } from '@/lib/job-handlers'
import type { Ctx } from '@/lib/shared/context'
import { roleRights, type StaffRole } from '@/lib/shared/rights'
import { seal } from '@/lib/shared/secrets'
import { days, later, minutes } from '@/lib/shared/time'
import { aSolvedCaptcha } from '../support/captcha'
import { outcome } from '../support/outcome'
import { aStaff } from '../support/staff'
import { asSystem, asVisitor, aTrainee, noon } from '../support/world'

const list = (q = '', filters = {}, now = noon) => listSmsMessages(aStaff('hotline', now), { q, page: 1, sort: '', filters })
const answering = (...answers: (string | null)[]): SmsProvider => ({
  async send() {
    const answer = answers.shift()
    if (answer) throw new SmsFailure('aliyun', answer, answer.startsWith('isp.'))
  },
})
const send = (ctx: Ctx, message: object, provider = demoPhone) =>
  sendMessage(ctx, { sealed: seal('waiting-message', JSON.stringify({ expiresAt: later(noon, minutes(5)).getTime(), ...message })) }, () =>
    Promise.resolve(provider),
  )

/** What the queue holds for this phone's code, sent by the demo phone. */
async function sendWaiting(now = noon) {
  const jobs = await db().execute<{ id: string; data: { sealed: string } }>(sql`
    delete from pgboss.job where name = 'sms.send' and state = 'created' returning id, data`)
  for (const { data } of jobs) await sendMessage(asSystem(now), data, () => Promise.resolve(demoPhone))
}

test('a code stands there without its digits, with what it was for; one to nobody does not', async () => {
  const me = await aTrainee()
  await sendCode(asVisitor(), me.phone!, 'recover_password', await aSolvedCaptcha())
  await sendCode(asVisitor(), nobody('x'), 'recover_password', await aSolvedCaptcha())
  await sendWaiting()
  const { rows, total } = await list(me.phone!)
  expect(total).toBe(1)
  expect(rows[0]).toMatchObject({
    kind: 'recover_password',
    phoneMasked: `${me.phone!.slice(0, 3)}****${me.phone!.slice(-4)}`,
    outcome: 'sent',
    askedAt: noon,
    tries: 1,
  })
  expect(JSON.stringify(await db().select().from(smsMessages))).not.toMatch(/\d{6}(?=，)|1\d{10}"/)
  expect(rows[0]!.body).toContain('******')
})

test.each<{ answers: (string | null)[]; after: number; is: SmsOutcome; answer: string | null; tries: number }>([
  { answers: [null], after: 0, is: 'sent', answer: null, tries: 1 },
  { answers: ['isv.BUSINESS_LIMIT_CONTROL'], after: 0, is: 'refused', answer: 'isv.BUSINESS_LIMIT_CONTROL', tries: 1 },
  { answers: ['isp.SYSTEM_ERROR'], after: 0, is: 'retrying', answer: 'isp.SYSTEM_ERROR', tries: 1 },
  { answers: ['isp.SYSTEM_ERROR', 'isp.SYSTEM_ERROR'], after: 15, is: 'failed', answer: 'isp.SYSTEM_ERROR', tries: 2 },
  { answers: ['isp.SYSTEM_ERROR', null], after: 0, is: 'sent', answer: null, tries: 2 },
])('answered $answers, it reads $is', async ({ answers, after, is, answer, tries }) => {
  const me = await aTrainee()
  const provider = answering(...answers)
  const label = { id: crypto.randomUUID(), askedAt: noon.getTime() }
  for (const _ of [...answers])
    await send(asSystem(), { ...label, phone: me.phone, code: '123456', purpose: 'register' }, provider).catch(() => {})
  const now = later(noon, minutes(after))
  const { rows } = await list(me.phone!, {}, now)
  expect(rows).toMatchObject([{ outcome: is, answer, tries, kind: 'register' }])
  expect((await list(me.phone!, { outcome: is }, now)).total).toBe(1)
  for (const other of ['sent', 'retrying', 'failed', 'refused', 'expired'].filter((one) => one !== is))
    expect((await list(me.phone!, { outcome: other }, now)).total).toBe(0)
})

test('what ran out says so; a notice says its words', async () => {
  const me = await aTrainee()
  await send(asSystem(later(noon, minutes(6))), { phone: me.phone, code: '123456' })
  const kind: NoticeKind = 'correction_decided'
  await send(asSystem(later(noon, 1)), { phone: me.phone, kind, facts: { field: '姓名', result: '已同意' } })
  expect((await list(me.phone!)).rows).toMatchObject([
    { outcome: 'expired', kind: 'code' },
    { outcome: 'sent', kind, body: '您的姓名更正申请已同意，请登录平台在“个人信息”中查看。' },
  ])
  expect((await list(me.phone!, { kind })).total).toBe(1)
})

test('found by phone, ID number, name and id of the person, also after another phone; not by half a number', async () => {
  const me = await aTrainee({ name: '司马相如' })
  await send(asSystem(), { phone: me.phone, code: '123456' })
  await db().execute(sql`update trainees set phone = null, phone_index = null where id = ${me.actor.id}`)
  for (const q of [me.phone!, me.idNumber, '司马相如', me.actor.id]) expect((await list(q)).total, q).toBe(1)
  for (const q of [me.phone!.slice(0, 7), '司马', (await aTrainee({ name: '卓文君' })).idNumber]) expect((await list(q)).total, q).toBe(0)
})

test('after 180 days it is gone', async () => {
  const [old, young] = [await aTrainee(), await aTrainee()]
  const now = new Date()
  await send({ ...asSystem(), now: later(now, -days(181)) }, { phone: old.phone, code: '1', expiresAt: now.getTime() })
  await send({ ...asSystem(), now: later(now, -days(179)) }, { phone: young.phone, code: '1', expiresAt: now.getTime() })
  await jobHandlers(db())['housekeeping.sweep']({})
  expect([(await list(old.phone!)).total, (await list(young.phone!)).total]).toEqual([0, 1])
})

test.each(Object.keys(roleRights) as StaffRole[])('%s: only the hotline and the administrator see it', async (role) => {
  const seen = await outcome(listSmsMessages(aStaff(role), { q: '', page: 1, sort: '', filters: {} }))
  expect(seen === 'not found').toBe(role !== 'hotline' && role !== 'administrator')
})
