import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { accounts } from '@/db/schema/identity'
import { passwordMatches } from '@/lib/identity/passwords'
import { findSessionTrainee } from '@/lib/identity/queries'
import { signIn } from '@/lib/identity/sign-in'
import { Refused } from '@/lib/shared/refused'
import { later, minutes } from '@/lib/shared/time'
import { aSolvedCaptcha } from '../support/captcha'
import { outcome, outcomes, tallied } from '../support/outcome'
import { anIdNumber, asSystem, asVisitor, aTrainee, noon, password } from '../support/world'

vi.mock('@/lib/identity/passwords', { spy: true })

const at = (idNumber: string, typed: string, now = noon, ctx = asVisitor(undefined, now)) =>
  signIn(ctx, { idNumber, password: typed, ...aSolvedCaptcha(now) })

/** What stands on the screen after a wrong try: the code, and how many tries are left. */
const answer = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (error) =>
      error instanceof Refused ? [error.code, error.facts.left].filter((part) => part !== undefined).join(' ') : Promise.reject(error),
  )
const wrongTries = async (idNumber: string, n: number, now = noon) => {
  const answers: string[] = []
  for (let i = 0; i < n; i++) answers.push(await answer(at(idNumber, 'wrong', now)))
  return answers
}

test('the right number and password begin a session, which is written down', async () => {
  const me = await aTrainee({ name: '王建国' })
  const session = await at(me.idNumber, password)
  expect(session).toEqual({ id: me.actor.id, sessionVersion: 1 })
  expect(await findSessionTrainee(asSystem(), session.id, session.sessionVersion)).toEqual({ id: me.actor.id, name: '王建国' })
  const records = await db().select().from(auditLog).where(eq(auditLog.actorId, me.actor.id))
  expect(records).toMatchObject([{ action: 'session.begin', actorKind: 'trainee' }])
})

test('wrong passwords count down, the fifth locks, and even the right one waits fifteen minutes', async () => {
  const { idNumber } = await aTrainee()
  expect(await wrongTries(idNumber, 6)).toEqual([
    'sign_in_wrong 4',
    'sign_in_wrong 3',
    'sign_in_wrong 2',
    'sign_in_wrong 1',
    'sign_in_locked',
    'sign_in_locked',
  ])
  const almost = later(noon, minutes(15) - 1)
  expect(await answer(at(idNumber, password, almost))).toBe('sign_in_locked')
  // Trying while locked does not make it longer.
  expect(await answer(at(idNumber, password, later(noon, minutes(15))))).toBe('done')
})

test('a number nobody registered is answered exactly alike', async () => {
  const { idNumber } = await aTrainee()
  const stranger = anIdNumber()
  expect(await wrongTries(stranger, 6)).toEqual(await wrongTries(idNumber, 6))
  const rested = later(noon, minutes(15))
  expect(await wrongTries(stranger, 1, rested)).toEqual(await wrongTries(idNumber, 1, rested))
})

test('twenty guesses at once get five looks at the password', async () => {
  const { idNumber } = await aTrainee()
  vi.mocked(passwordMatches).mockClear()
  const answers = await Promise.all(Array.from({ length: 20 }, () => answer(at(idNumber, 'wrong'))))
  expect(passwordMatches).toHaveBeenCalledTimes(5)
  expect(tallied(answers)).toEqual({
    'sign_in_wrong 4': 1,
    'sign_in_wrong 3': 1,
    'sign_in_wrong 2': 1,
    'sign_in_wrong 1': 1,
    sign_in_locked: 16,
  })
})

test('signing in forgets the wrong tries before it', async () => {
  const { idNumber } = await aTrainee()
  await wrongTries(idNumber, 4)
  expect(await answer(at(idNumber, password))).toBe('done')
  expect(await wrongTries(idNumber, 1)).toEqual(['sign_in_wrong 4'])
})

test('wrong tries are forgotten after fifteen minutes without one', async () => {
  const { idNumber } = await aTrainee()
  await wrongTries(idNumber, 4)
  expect(await wrongTries(idNumber, 1, later(noon, minutes(15)))).toEqual(['sign_in_wrong 4'])
})

test('a disabled account reads like a wrong password, and its sessions are over', async () => {
  const me = await aTrainee()
  await db().update(accounts).set({ status: 'disabled' }).where(eq(accounts.id, me.actor.id))
  expect(await answer(at(me.idNumber, password))).toBe('sign_in_wrong 4')
  expect(await findSessionTrainee(asSystem(), me.actor.id, 1)).toBeNull()
})

test('an account that never had a password lets nobody in', async () => {
  const me = await aTrainee()
  await db().update(accounts).set({ passwordHash: null }).where(eq(accounts.id, me.actor.id))
  expect(await answer(at(me.idNumber, 'nobody signs in with this'))).toBe('sign_in_wrong 4')
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
  expect(await wrongTries(idNumber, 1)).toEqual(['sign_in_wrong 4'])
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
