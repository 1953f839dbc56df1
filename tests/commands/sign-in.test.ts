import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { db } from '@/db/client'
import { accounts } from '@/db/schema/identity'
import { knownDevice, rememberDevice } from '@/lib/identity/known-device'
import { passwordMatches } from '@/lib/identity/passwords'
import { signIn } from '@/lib/identity/sign-in'
import { Refused } from '@/lib/shared/refused'
import { days, hours, later, minutes } from '@/lib/shared/time'
import { aSolvedCaptcha } from '../support/captcha'
import { outcome, outcomes, tallied } from '../support/outcome'
import { anIdNumber, asVisitor, aTrainee, noon, password } from '../support/world'

vi.mock('@/lib/identity/passwords', { spy: true })

/** One try from somewhere; by itself each from a network of its own. */
const at = (idNumber: string, typed: string, now = noon, ctx = asVisitor(undefined, now), device?: string) =>
  signIn({ ...ctx, now }, { idNumber, password: typed, device, ...aSolvedCaptcha(now) })

/** What stands on the screen after a try: the code, and how long to wait. */
const answer = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (error) => (error instanceof Refused ? `${error.code} ${error.facts.wait ?? ''}`.trim() : Promise.reject(error)),
  )
/** Wrong tries one after the other from one place, each as soon as the wait before it is over. */
async function wrongTries(idNumber: string, n: number, ctx = asVisitor(), device?: string) {
  const answers: string[] = []
  let now = ctx.now
  for (let i = 0; i < n; i++) {
    answers.push(await answer(at(idNumber, 'wrong', now, ctx, device)))
    const [, amount, unit] = /(\d+) (秒|分钟)/.exec(answers.at(-1)!) ?? []
    now = later(now, Number(amount ?? 0) * (unit === '分钟' ? 60_000 : 1000))
  }
  return { answers, now }
}

test('the right number and password let somebody in', async () => {
  const me = await aTrainee({ name: '王建国' })
  expect(await at(me.idNumber, password)).toEqual({ id: me.actor.id })
})

test('each wrong try after the second waits longer than the one before, up to a quarter of an hour; none is a lock', async () => {
  const { idNumber } = await aTrainee()
  const here = asVisitor()
  const { answers, now } = await wrongTries(idNumber, 10, here)
  expect(answers).toEqual([
    'sign_in_wrong',
    'sign_in_wrong',
    ...['5 秒', '15 秒', '30 秒', '1 分钟', '2 分钟', '5 分钟', '15 分钟', '15 分钟'].map((wait) => `sign_in_wrong_wait ${wait}`),
  ])
  const early = later(now, -1000)
  expect(await answer(at(idNumber, password, early, here))).toBe('sign_in_wait 1 秒')
  expect(await answer(at(idNumber, password, early, here))).toBe('sign_in_wait 1 秒') // and trying does not make it longer
  expect(await answer(at(idNumber, password, now, here))).toBe('done')
})

test('a number nobody registered is answered exactly alike', async () => {
  const { idNumber } = await aTrainee()
  expect((await wrongTries(anIdNumber(), 9)).answers).toEqual((await wrongTries(idNumber, 9)).answers)
})

test('a stranger who guesses keeps the owner waiting nowhere: not at another network, not with a device that knows the account', async () => {
  const me = await aTrainee()
  const office = asVisitor('10.7.7.7')
  const device = await rememberDevice(office, undefined, me.actor.id)
  await wrongTries(me.idNumber, 10, office)
  expect(await answer(at(me.idNumber, password, noon, office))).toMatch(/^sign_in_wait/)
  expect(await answer(at(me.idNumber, password, noon, office, device))).toBe('done')
  expect(await answer(at(me.idNumber, password))).toBe('done')
})

test('two hundred networks that guess at one account: each has one free try, and the owner still gets in', async () => {
  const me = await aTrainee()
  const device = await rememberDevice(asVisitor(), undefined, me.actor.id)
  const crowd = await Promise.all(Array.from({ length: 200 }, () => answer(at(me.idNumber, 'wrong'))))
  expect(crowd.filter((said) => said.startsWith('sign_in_wrong'))).toHaveLength(200)
  const late = asVisitor()
  expect((await wrongTries(me.idNumber, 3, late)).answers).toEqual(
    ['1 分钟', '5 分钟', '15 分钟'].map((wait) => `sign_in_wrong_wait ${wait}`),
  )
  expect(await answer(at(me.idNumber, password, noon, asVisitor(), device))).toBe('done')
  expect(await answer(at(me.idNumber, password))).toBe('done')
})

test('a known device is no way to guess: it waits by itself, and another password makes it a stranger', async () => {
  const me = await aTrainee()
  const device = await rememberDevice(asVisitor(), undefined, me.actor.id)
  const { answers } = await wrongTries(me.idNumber, 4, asVisitor(), device)
  expect(answers.at(-1)).toBe('sign_in_wrong_wait 15 秒')
  expect(await answer(at(me.idNumber, password, noon, asVisitor(), device))).toMatch(/^sign_in_wait/)
  const account = async () => (await db().select().from(accounts).where(eq(accounts.id, me.actor.id)))[0]!
  expect(knownDevice(device, await account(), noon)).not.toBeNull()
  expect(knownDevice(device, { ...(await account()), passwordHash: 'another' }, noon)).toBeNull()
  const other = await aTrainee()
  expect(knownDevice(device, { id: other.actor.id, passwordHash: null }, noon)).toBeNull()
  expect(knownDevice(`${device}x`, await account(), noon)).toBeNull()
  expect(knownDevice(device, await account(), later(noon, days(365)))).toBeNull()
})

test('twenty people share a browser; the one who signed in longest ago is forgotten', async () => {
  const people = await Promise.all(Array.from({ length: 21 }, () => aTrainee()))
  let device: string | undefined
  for (const { actor } of people) device = await rememberDevice(asVisitor(), device, actor.id)
  const known = await Promise.all(
    people.map(async ({ actor }) => {
      const [account] = await db().select().from(accounts).where(eq(accounts.id, actor.id))
      return knownDevice(device, account!, noon) !== null
    }),
  )
  expect(known).toEqual([false, ...Array(20).fill(true)])
  expect(device!.length).toBeLessThan(1500)
})

test('twenty guesses at once from one place get three looks at the password', async () => {
  const { idNumber } = await aTrainee()
  const here = asVisitor()
  vi.mocked(passwordMatches).mockClear()
  const answers = await Promise.all(Array.from({ length: 20 }, () => answer(at(idNumber, 'wrong', noon, here))))
  expect(passwordMatches).toHaveBeenCalledTimes(3)
  expect(tallied(answers)).toEqual({ sign_in_wrong: 2, 'sign_in_wrong_wait 5 秒': 1, 'sign_in_wait 5 秒': 17 })
})

test('an owner who comes in again and again, from one place at once, beside guesses, and an office beside, run into no fault', async () => {
  const [me, colleague] = [await aTrainee(), await aTrainee()]
  const here = asVisitor()
  const tries = Array.from({ length: 60 }, (_, i) => [i % 3 ? me : colleague, i % 4 ? password : 'wrong'] as const)
  const answers = await Promise.all(tries.map(([{ idNumber }, typed]) => answer(at(idNumber, typed, noon, here))))
  expect(answers.filter((said) => said !== 'done' && !said.startsWith('sign_in_w'))).toEqual([])
  expect(answers).toContain('done')
})

test('signing in forgets the wrong tries before it, of this place', async () => {
  const { idNumber } = await aTrainee()
  const here = asVisitor()
  const { now } = await wrongTries(idNumber, 4, here)
  expect(await answer(at(idNumber, password, now, here))).toBe('done')
  expect((await wrongTries(idNumber, 1, { ...here, now })).answers).toEqual(['sign_in_wrong'])
})

test('wrong tries are forgotten after a day without one', async () => {
  const { idNumber } = await aTrainee()
  const here = asVisitor()
  const { now } = await wrongTries(idNumber, 6, here)
  expect((await wrongTries(idNumber, 1, { ...here, now: later(now, hours(24)) })).answers).toEqual(['sign_in_wrong'])
})

test('a disabled account reads like a wrong password', async () => {
  const me = await aTrainee()
  await db().update(accounts).set({ status: 'disabled' }).where(eq(accounts.id, me.actor.id))
  expect(await answer(at(me.idNumber, password))).toBe('sign_in_wrong')
})

test('an account that never had a password lets nobody in', async () => {
  const me = await aTrainee()
  await db().update(accounts).set({ passwordHash: null }).where(eq(accounts.id, me.actor.id))
  expect(await answer(at(me.idNumber, 'nobody signs in with this'))).toBe('sign_in_wrong')
})

test.each([
  ['misread', () => ({ ...aSolvedCaptcha(), captcha: '0000' })],
  ['expired', () => aSolvedCaptcha(later(noon, -minutes(5)))],
  ['without its picture', () => ({ ...aSolvedCaptcha(), captchaToken: undefined })],
  ['of another picture', () => ({ ...aSolvedCaptcha(), captchaToken: aSolvedCaptcha().captchaToken })],
  ['with a picture of somebody else’s making', () => ({ ...aSolvedCaptcha(), captchaToken: 'AAAA' })],
])('a captcha %s is refused before the password is looked at', async (_, captcha) => {
  const { idNumber } = await aTrainee()
  vi.mocked(passwordMatches).mockClear()
  expect(await outcome(signIn(asVisitor(), { idNumber, password, ...captcha() }))).toBe('captcha_wrong')
  expect(passwordMatches).not.toHaveBeenCalled()
  expect((await wrongTries(idNumber, 1)).answers).toEqual(['sign_in_wrong'])
})

test('a captcha is read in small letters too', async () => {
  const { idNumber } = await aTrainee()
  const { captcha, captchaToken } = aSolvedCaptcha()
  const typed = ` ${captcha.toLowerCase()} `
  expect(await outcome(signIn(asVisitor(), { idNumber, password, captcha: typed, captchaToken }))).toBe('done')
})

test('a captcha is used up by one answer, right or wrong, also by ten at once', async () => {
  const { idNumber } = await aTrainee()
  const used = aSolvedCaptcha()
  await outcome(signIn(asVisitor(), { idNumber, password, ...used, captcha: '0000' }))
  expect(await outcome(signIn(asVisitor(), { idNumber, password, ...used }))).toBe('captcha_wrong')
  const one = aSolvedCaptcha()
  const tries = await outcomes(Array.from({ length: 10 }, () => signIn(asVisitor(), { idNumber, password, ...one })))
  expect(tallied(tries)).toEqual({ done: 1, captcha_wrong: 9 })
})

test('an address that failed a hundred times rests, others do not', async () => {
  const me = await aTrainee()
  const office = asVisitor('10.9.9.9')
  const failing = () => outcome(signIn(office, { idNumber: me.idNumber, password, captcha: '0000', captchaToken: undefined }))
  expect(tallied(await Promise.all(Array.from({ length: 100 }, failing)))).toEqual({ captcha_wrong: 100 })
  await expect(at(me.idNumber, password, noon, office)).rejects.toMatchObject({ code: 'too_many_attempts', facts: { minutes: 15 } })
  expect(await answer(at(me.idNumber, password))).toBe('done')
  const rested = later(noon, minutes(15))
  expect(await answer(at(me.idNumber, password, rested, { ...office, now: rested }))).toBe('done')
})

test('signing in is not counted against an office', async () => {
  const me = await aTrainee()
  const office = asVisitor('10.9.9.8')
  const failing = () => outcome(signIn(office, { idNumber: me.idNumber, password, captcha: '0000', captchaToken: undefined }))
  await Promise.all(Array.from({ length: 99 }, failing))
  expect(await answer(at(me.idNumber, password, noon, office))).toBe('done')
  expect(await failing()).toBe('captcha_wrong')
})
