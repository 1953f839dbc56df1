import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { accounts, smsCodes } from '@/db/schema/identity'
import { activate, askWithoutPhone, openActivation, sendActivationCode, startActivation } from '@/lib/identity/activate'
import { changePassword } from '@/lib/identity/change-password'
import { recipientKey } from '@/lib/identity/phones'
import { resetPassword, sendRecoveryCode, startRecovery } from '@/lib/identity/recover-password'
import { signIn } from '@/lib/identity/sign-in'
import { later, minutes } from '@/lib/shared/time'
import { recordsOf } from '../support/books'
import { aSolvedCaptcha } from '../support/captcha'
import { aMigrated } from '../support/migrated'
import { outcome, outcomes, tallied } from '../support/outcome'
import { codeSentTo, messagesTo } from '../support/phone'
import { anIdNumber, asVisitor, aTrainee, noon, password } from '../support/world'

const fresh = { password: 'Brand-new-77', repeated: 'Brand-new-77' }
const seconds = (n: number) => later(noon, n * 1000)
const begin = ({ idNumber }: { idNumber: string }, now = noon, ctx = asVisitor()) =>
  startActivation({ ...ctx, now }, { idNumber, password: '123456', ...aSolvedCaptcha(now) })
const send = (token: string, now = noon) => outcome(sendActivationCode(asVisitor(undefined, now), token, aSolvedCaptcha(now)))
const finish = (token: string | undefined, code: string, now = noon, to = fresh) =>
  outcome(activate(asVisitor(undefined, now), token, { code, ...to }))
const enter = (idNumber: string, typed: string) => outcome(signIn(asVisitor(), { idNumber, password: typed, ...aSolvedCaptcha() }))

/** Somebody of the old platform who holds the code in their hand. */
async function withCode() {
  const me = await aMigrated()
  const token = await begin(me)
  await sendActivationCode(asVisitor(), token, aSolvedCaptcha())
  const code = await codeSentTo(me.phone!)
  return { me, token, code, otherCode: code === '000000' ? '111111' : '000000' }
}

/** Everybody whom 123456 must not open, each for another reason. */
async function strangers() {
  const disabled = await aMigrated()
  await db().update(accounts).set({ status: 'disabled' }).where(eq(accounts.id, disabled.actor.id))
  return {
    nobody: { idNumber: anIdNumber(), phone: null },
    registered: await aTrainee(),
    disabled,
    withoutPhone: await aMigrated({ phone: null }),
  }
}

test('123456, a code to the phone on file, a new password: signed in, and the new password is the only one', async () => {
  const { me, token, code } = await withCode()
  const session = await activate(asVisitor(), token, { code, ...fresh })
  expect(session).toEqual({ id: me.actor.id })
  expect(await enter(me.idNumber, fresh.password)).toBe('done')
  expect(await enter(me.idNumber, '123456')).toBe('sign_in_wrong')
  expect(await recordsOf(me.actor.id)).toEqual(['account.activate', 'session.refused'])
})

test('123456 itself never signs anybody in', async () => {
  const me = await aMigrated()
  expect(await enter(me.idNumber, '123456')).toBe('sign_in_wrong')
  expect(await enter((await aTrainee()).idNumber, '123456')).toBe('sign_in_wrong')
})

test('no step tells whether a number belongs to somebody of the old platform', async () => {
  const waiting = await aMigrated()
  const all = [waiting, ...Object.values(await strangers())]
  const answers = []
  for (const who of all) {
    const token = await begin(who)
    const steps = [await send(token), await send(token), await send(token, seconds(61))]
    for (let i = 0; i < 6; i++) steps.push(await finish(token, '99999x', seconds(62)))
    steps.push(await finish(token, '99999x', seconds(62), { password: `x${who.idNumber}`, repeated: '' }))
    steps.push(await finish(token, '99999x', seconds(62), { password: '123456', repeated: '123456' }))
    answers.push(steps.join(' '))
  }
  expect(new Set(answers)).toEqual(
    new Set([
      'done sms_too_soon done sms_code_wrong sms_code_wrong sms_code_wrong sms_code_wrong sms_code_wrong sms_code_used_up password_common password_promised',
    ]),
  )
})

test('a message goes to the phone on file of an account that waits, and to nobody else', async () => {
  const { registered, disabled } = await strangers()
  for (const who of [registered, disabled]) {
    await sendActivationCode(asVisitor(), await begin(who), aSolvedCaptcha())
    expect(await messagesTo(who.phone!)).toEqual([])
  }
  const me = await aMigrated()
  await sendActivationCode(asVisitor(), await begin(me), aSolvedCaptcha())
  expect(await messagesTo(me.phone!)).toHaveLength(1)
})

test('the captcha and the limits stand before it as before any sign-in', async () => {
  const me = await aMigrated()
  const wrongCaptcha = startActivation(asVisitor(), { idNumber: me.idNumber, password: '123456', captcha: '????', captchaToken: undefined })
  expect(await outcome(wrongCaptcha)).toBe('captcha_wrong')
  const here = asVisitor()
  const tries = await outcomes(Array.from({ length: 7 }, () => begin(me, noon, here)))
  expect(tallied(tries)).toEqual({ done: 3, sign_in_wait: 4 })
})

test('whoever activated an account is not kept out by the tries before', async () => {
  const { me, token, code } = await withCode()
  for (let i = 0; i < 4; i++) await begin(me)
  expect(await finish(token, code)).toBe('done')
  expect(await enter(me.idNumber, fresh.password)).toBe('done')
})

test('123456 and other weak passwords are refused as the new one and cost no code', async () => {
  const { me, token, code } = await withCode()
  const refused = ['123456', 'short1', `x${me.idNumber}`, 'Xs-123456-x'].map((typed) => ({ password: typed, repeated: typed }))
  const answers = []
  for (const typed of [...refused, { ...fresh, repeated: 'other' }]) answers.push(await finish(token, code, noon, typed))
  expect(answers).toEqual(['password_promised', 'password_weak', 'password_common', 'password_common', 'passwords_differ'])
  expect(await finish(token, code)).toBe('done')
})

test('123456 is refused as a new password after signing in and when recovering, too', async () => {
  const weak = { password: '123456', repeated: '123456' }
  expect(await outcome(changePassword(await aTrainee(), { current: password, ...weak }))).toBe('password_promised')
  const me = await aTrainee()
  const token = await startRecovery(asVisitor(), { name: '张丽华', idNumber: me.idNumber, ...aSolvedCaptcha() })
  await sendRecoveryCode(asVisitor(), token, aSolvedCaptcha())
  expect(await outcome(resetPassword(asVisitor(), token, { code: await codeSentTo(me.phone!), ...weak }))).toBe('password_promised')
})

test('a password with the phone number in it is refused only after the code', async () => {
  const { me, token, code, otherCode } = await withCode()
  const typed = { password: `x${me.phone}`, repeated: `x${me.phone}` }
  expect(await finish(token, otherCode, noon, typed)).toBe('sms_code_wrong')
  expect(await finish(token, code, noon, typed)).toBe('password_common')
  expect(await enter(me.idNumber, typed.password)).toBe('sign_in_wrong')
})

test('a code lives five minutes, is used once and dies of five wrong tries', async () => {
  const late = await withCode()
  expect(await finish(late.token, late.code, later(noon, minutes(5)))).toBe('sms_code_used_up')
  const used = await withCode()
  expect([await finish(used.token, used.code), await finish(used.token, used.code)]).toEqual(['done', 'sms_code_used_up'])
  const guessed = await withCode()
  const tries = []
  for (let i = 0; i < 6; i++) tries.push(await finish(guessed.token, guessed.otherCode))
  expect(tries).toEqual([...Array(5).fill('sms_code_wrong'), 'sms_code_used_up'])
  expect(await finish(guessed.token, guessed.code)).toBe('sms_code_used_up')
})

test('a code for recovering a password activates nothing, nor the code of somebody else', async () => {
  const me = await aMigrated()
  const recovery = await startRecovery(asVisitor(), { name: '张丽华', idNumber: me.idNumber, ...aSolvedCaptcha() })
  await sendRecoveryCode(asVisitor(), recovery, aSolvedCaptcha())
  expect(await finish(await begin(me), await codeSentTo(me.phone!))).toBe('sms_code_used_up')
  const [{ code }, other] = [await withCode(), await withCode()]
  expect(await finish(other.token, code)).toBe('sms_code_wrong')
})

test('two tabs with one code: one activates, the other changes nothing', async () => {
  const { me, token, code } = await withCode()
  const second = await begin(me)
  const tabs = await outcomes([
    activate(asVisitor(), token, { code, ...fresh }),
    activate(asVisitor(), second, { code, password: 'Other-tab-88', repeated: 'Other-tab-88' }),
  ])
  expect(tallied(tabs)).toEqual({ done: 1, sms_code_used_up: 1 })
  expect(await recordsOf(me.actor.id)).toEqual(['account.activate'])
})

test('an account that was disabled or activated elsewhere after the code was sent stays as it is', async () => {
  const disabled = await withCode()
  await db().update(accounts).set({ status: 'disabled' }).where(eq(accounts.id, disabled.me.actor.id))
  expect(await finish(disabled.token, disabled.code)).toBe('sms_code_used_up')
  const recovered = await withCode()
  await db().update(accounts).set({ mustActivate: false }).where(eq(accounts.id, recovered.me.actor.id))
  expect(await finish(recovered.token, recovered.code)).toBe('sms_code_used_up')
  const rows = await db().select().from(accounts).where(eq(accounts.id, recovered.me.actor.id))
  expect(rows[0]!.passwordHash).toBeNull()
})

test('the steps have fifteen minutes, and a token that was touched is none', async () => {
  const { me, token, code } = await withCode()
  const late = later(noon, minutes(15))
  expect([
    await send(token, late),
    await finish(token, code, late),
    await finish(undefined, code),
    await finish(
      token.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')),
      code,
    ),
  ]).toEqual(Array(4).fill('activation_expired'))
  expect(() => openActivation(asVisitor(), 'nonsense')).toThrow()
  expect(openActivation(asVisitor(), token).idNumber).toBe(me.idNumber)
  expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain(me.idNumber)
})

test('recovering the password of an account that waits activates it', async () => {
  const me = await aMigrated()
  const token = await startRecovery(asVisitor(), { name: '张丽华', idNumber: me.idNumber, ...aSolvedCaptcha() })
  await sendRecoveryCode(asVisitor(), token, aSolvedCaptcha())
  await resetPassword(asVisitor(), token, { code: await codeSentTo(me.phone!), ...fresh })
  const [account] = await db().select().from(accounts).where(eq(accounts.id, me.actor.id))
  expect(account!.mustActivate).toBe(false)
  expect(await enter(me.idNumber, fresh.password)).toBe('done')
})

test('without a phone on file, name and number are noted for the hotline; every other combination is answered alike, and noted to nobody', async () => {
  const { nobody, registered, disabled, withoutPhone } = await strangers()
  const ask = async (who: { idNumber: string }, name = '张丽华') => outcome(askWithoutPhone(asVisitor(), await begin(who), { name }))
  const others = [
    await ask(nobody),
    await ask(registered),
    await ask(disabled),
    await ask(await aMigrated()),
    await ask(withoutPhone, '李丽华'),
  ]
  expect(others).toEqual(Array(5).fill('done'))
  for (const who of [registered, disabled, withoutPhone]) expect(await recordsOf(who.actor.id)).toEqual([])
  expect(await ask(withoutPhone)).toBe('done')
  expect(await recordsOf(withoutPhone.actor.id)).toEqual(['account.ask_without_phone'])
})

test('names cannot be tried one after another there', async () => {
  const me = await aMigrated({ phone: null })
  const token = await begin(me)
  const tries = []
  for (let i = 0; i < 12; i++) tries.push(await outcome(askWithoutPhone(asVisitor(), token, { name: `猜${i}` })))
  expect(tallied(tries)).toEqual({ done: 10, too_many_attempts: 2 })
})

test('what is kept of an attempt holds neither code nor phone nor ID number', async () => {
  const { me, code } = await withCode()
  const rows = await db()
    .select()
    .from(smsCodes)
    .where(eq(smsCodes.recipient, recipientKey(me.phone!)))
  expect(rows).toHaveLength(1)
  expect(JSON.stringify(rows)).not.toMatch(new RegExp(`${me.idNumber}|${me.phone}|"${code}"`))
})
