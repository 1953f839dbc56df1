import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { accounts, smsCodes } from '@/db/schema/identity'
import { recipientKey } from '@/lib/identity/phones'
import { listDemoMessages } from '@/lib/identity/queries'
import { openRecovery, resetPassword, sendRecoveryCode, startRecovery } from '@/lib/identity/recover-password'
import { signIn } from '@/lib/identity/sign-in'
import { later, minutes } from '@/lib/shared/time'
import { aSolvedCaptcha } from '../support/captcha'
import { outcome, outcomes, tallied } from '../support/outcome'
import { codeSentTo, messagesTo } from '../support/phone'
import { aSession } from '../support/sessions'
import { anIdNumber, asVisitor, aTrainee, noon, password } from '../support/world'

type Person = Awaited<ReturnType<typeof aTrainee>>
const fresh = { password: 'Brand-new-77', repeated: 'Brand-new-77' }
const seconds = (n: number) => later(noon, n * 1000)

const begin = (who: { name?: string; idNumber: string }, now = noon) =>
  startRecovery(asVisitor(undefined, now), { name: '张丽华', ...who, ...aSolvedCaptcha(now) })

/** Somebody who proved name and number and holds the code in their hand. */
async function withCode() {
  const me = await aTrainee()
  const token = await begin(me)
  await sendRecoveryCode(asVisitor(), token, aSolvedCaptcha())
  const code = await codeSentTo(me.phone!)
  return { me, token, code, otherCode: code === '000000' ? '111111' : '000000' }
}
const reset = (token: string, code: string, now = noon, to = fresh) =>
  outcome(resetPassword(asVisitor(undefined, now), token, { code, ...to }))
const canSignIn = (me: Person, typed: string, ctx = asVisitor()) =>
  outcome(signIn(ctx, { idNumber: me.idNumber, password: typed, ...aSolvedCaptcha() }))

test('name and number, a code by message, a new password: the old one and every session are over', async () => {
  const { me, token, code } = await withCode()
  const session = await aSession(me)
  expect(await reset(token, code)).toBe('done')
  expect([await canSignIn(me, fresh.password), await canSignIn(me, password)]).toEqual(['done', 'sign_in_wrong'])
  expect(await session.holds()).toBe(false)
})

test('a message goes to the phone on file of who was named rightly, and to nobody else', async () => {
  const [known, without, disabled] = [await aTrainee(), await aTrainee({ phone: null }), await aTrainee()]
  await db().update(accounts).set({ status: 'disabled' }).where(eq(accounts.id, disabled.actor.id))
  const strangers = [{ ...known, name: '李丽华' }, { idNumber: anIdNumber() }, without, disabled]
  for (const who of strangers) await sendRecoveryCode(asVisitor(), await begin(who), aSolvedCaptcha())
  expect([await messagesTo(known.phone!), await messagesTo(disabled.phone!)]).toEqual([[], []])
  await sendRecoveryCode(asVisitor(), await begin(known), aSolvedCaptcha())
  expect(await messagesTo(known.phone!)).toHaveLength(1)
})

test('names of one number cannot be tried one after another', async () => {
  const { idNumber } = await aTrainee()
  const tries = await outcomes(Array.from({ length: 12 }, (_, i) => begin({ idNumber, name: `猜${i}` })))
  expect(tallied(tries)).toEqual({ done: 10, too_many_attempts: 2 })
  expect(await outcome(begin({ idNumber }))).toBe('too_many_attempts')
  expect(await outcome(begin({ idNumber }, later(noon, minutes(60))))).toBe('done')
})

test('the code is on the demo phone for ten minutes, with the number masked', async () => {
  const { me, code } = await withCode()
  const shown = (messages: Awaited<ReturnType<typeof listDemoMessages>>) => messages.filter(({ body }) => body.includes(code))
  const [message] = shown(await listDemoMessages(asVisitor()))
  expect(message?.phone).toBe(`${me.phone!.slice(0, 3)}****${me.phone!.slice(-4)}`)
  expect(shown(await listDemoMessages(asVisitor(undefined, later(noon, minutes(10)))))).toEqual([])
})

test('the code itself is not stored', async () => {
  const { me, code } = await withCode()
  const [row] = await db()
    .select()
    .from(smsCodes)
    .where(eq(smsCodes.recipient, recipientKey(me.phone!)))
  expect(row!.codeHash).not.toContain(code)
})

test('five wrong codes use the right one up, and the password stays', async () => {
  const { me, token, code, otherCode } = await withCode()
  const tries = []
  for (let i = 0; i < 5; i++) tries.push(await reset(token, otherCode))
  expect(tries).toEqual(Array(5).fill('sms_code_wrong'))
  expect(await reset(token, code)).toBe('sms_code_used_up')
  expect(await canSignIn(me, password)).toBe('done')
})

test('four wrong codes leave one try', async () => {
  const { token, code, otherCode } = await withCode()
  for (let i = 0; i < 4; i++) await reset(token, otherCode)
  expect(await reset(token, code)).toBe('done')
})

test('a code lives five minutes', async () => {
  const { token, code } = await withCode()
  expect(await reset(token, code, later(noon, minutes(5)))).toBe('sms_code_used_up')
  expect(await reset(token, code, later(noon, minutes(5) - 1))).toBe('done')
})

test('a code is used once', async () => {
  const { me, token, code } = await withCode()
  await reset(token, code)
  expect(await reset(token, code, noon, { password: 'Another-moth-88', repeated: 'Another-moth-88' })).toBe('sms_code_used_up')
  expect(await canSignIn(me, fresh.password)).toBe('done')
})

test('only the newest code counts', async () => {
  const { me, token, code } = await withCode()
  await sendRecoveryCode(asVisitor(undefined, seconds(60)), token, aSolvedCaptcha(seconds(60)))
  const newest = await codeSentTo(me.phone!)
  expect(await reset(token, code, seconds(61))).toBe('sms_code_wrong')
  expect(await reset(token, newest, seconds(62))).toBe('done')
})

test('a code of one person opens nobody else’s account', async () => {
  const [{ code }, other] = [await withCode(), await withCode()]
  expect(await reset(other.token, code)).toBe('sms_code_wrong')
  expect(await canSignIn(other.me, password)).toBe('done')
})

test('the steps after the first have ten minutes', async () => {
  const { token, code } = await withCode()
  const late = asVisitor(undefined, later(noon, minutes(10)))
  expect(await outcome(sendRecoveryCode(late, token, aSolvedCaptcha()))).toBe('recovery_expired')
  expect(() => openRecovery(late, token)).toThrow('recovery_expired')
  expect(await reset(token, code, late.now)).toBe('recovery_expired')
  expect(await outcome(resetPassword(asVisitor(), undefined, { code, ...fresh }))).toBe('recovery_expired')
  expect(await reset(`${token[0] === 'A' ? 'B' : 'A'}${token.slice(1)}`, code)).toBe('recovery_expired')
})

test('a code a minute and five an hour; two presses at once send one', async () => {
  const me = await aTrainee()
  const send = async (now: Date) => outcome(sendRecoveryCode(asVisitor(undefined, now), await begin(me, now), aSolvedCaptcha(now)))
  const token = await begin(me)
  const presses = await outcomes([1, 2, 3].map(() => sendRecoveryCode(asVisitor(), token, aSolvedCaptcha())))
  expect(tallied(presses)).toEqual({ done: 1, sms_too_soon: 2 })
  await expect(sendRecoveryCode(asVisitor(undefined, seconds(15)), token, aSolvedCaptcha(seconds(15)))).rejects.toMatchObject({
    facts: { seconds: 45 },
  })
  const hourly = []
  for (const minute of [1, 2, 3, 4, 5]) hourly.push(await send(seconds(60 * minute)))
  expect(hourly).toEqual(['done', 'done', 'done', 'done', 'sms_limit'])
  expect(await send(seconds(3600))).toBe('done')
  expect(await messagesTo(me.phone!)).toHaveLength(6)
})

test('a password that is refused costs no code', async () => {
  const { me, token, code } = await withCode()
  const refused = [
    { password: 'short', repeated: 'short' },
    { password: `x${me.idNumber}`, repeated: `x${me.idNumber}` },
    { password: fresh.password, repeated: 'Brand-new-78' },
  ]
  const answers = []
  for (const typed of refused) answers.push(await reset(token, code, noon, typed))
  expect(answers).toEqual(['password_weak', 'password_common', 'passwords_differ'])
  expect(await reset(token, code)).toBe('done')
})

test('a new password ends the wait that wrong ones brought about', async () => {
  const { me, token, code } = await withCode()
  const here = asVisitor()
  for (let i = 0; i < 3; i++) await canSignIn(me, 'wrong', here)
  expect(await canSignIn(me, password, here)).toBe('sign_in_wait')
  await reset(token, code)
  expect(await canSignIn(me, fresh.password, here)).toBe('done')
})
