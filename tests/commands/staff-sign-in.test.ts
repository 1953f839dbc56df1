import { eq, sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { db } from '@/db/client'
import { accounts, staff } from '@/db/schema/identity'
import { passwordMatches } from '@/lib/identity/passwords'
import { findSessionStaff } from '@/lib/identity/queries'
import { readSession, renewedSession, sessionSeconds, signSession } from '@/lib/identity/session-token'
import { openShownOnce, sealShownOnce } from '@/lib/identity/shown-once'
import {
  changeStaffPassword,
  finishTotpChange,
  getOwnAccount,
  openTotpChange,
  renewRecoveryCodes,
  startTotpChange,
} from '@/lib/identity/staff-account'
import { openProof } from '@/lib/identity/staff-proof'
import { checkStaffPassword, chooseFirstPassword, confirmTotp, proveCode } from '@/lib/identity/staff-sign-in'
import { totpAt } from '@/lib/identity/totp'
import { Refused } from '@/lib/shared/refused'
import { hours, later, minutes } from '@/lib/shared/time'
import { recordsOf } from '../support/books'
import { outcome, outcomes, tallied } from '../support/outcome'
import { aMember } from '../support/staff'
import { asSystem, asVisitor, noon, password, unique } from '../support/world'

vi.mock('@/lib/identity/passwords', { spy: true })

const seconds = (n: number) => later(noon, n * 1000)
const enter = (userName: string, typed = password, now = noon, ctx = asVisitor(undefined, now)) =>
  checkStaffPassword(ctx, { userName, password: typed })
const answer = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (error) => (error instanceof Refused ? `${error.code} ${error.facts.left ?? ''}`.trim() : Promise.reject(error)),
  )

test('user name and password lead to the second step, a code of the authenticator to a session, which is written down', async () => {
  const me = await aMember('finance')
  const token = await enter(me.userName)
  expect(await openProof(asVisitor(), token)).toMatchObject({ step: 'code', secret: null })
  expect(readSession('staff', token, noon)).toBeNull() // no session yet, and none to be made of it
  const proved = await proveCode(asVisitor(), token, totpAt(me.secret, noon))
  expect(proved).toEqual({ session: { id: me.actor.id, sessionVersion: 1 }, next: null })
  expect(await findSessionStaff(asSystem(), me.actor.id, 1)).toMatchObject({ role: 'finance', regions: null })
  expect(await recordsOf(me.actor.id)).toEqual(['session.begin'])
})

test('wrong passwords count down, the fifth locks for a quarter of an hour; a name nobody has is answered alike', async () => {
  const me = await aMember()
  const tries = async (userName: string) => {
    const answers: string[] = []
    for (let i = 0; i < 6; i++) answers.push(await answer(enter(userName, 'wrong')))
    return answers
  }
  const expected = [4, 3, 2, 1].map((left) => `staff_sign_in_wrong ${left}`).concat('staff_sign_in_locked', 'staff_sign_in_locked')
  expect(await tries(me.userName)).toEqual(expected)
  expect(await tries(`nobody-${unique()}`)).toEqual(expected)
  expect(await answer(enter(me.userName, password, later(noon, minutes(15) - 1)))).toBe('staff_sign_in_locked')
  expect(await answer(enter(me.userName, password, later(noon, minutes(15))))).toBe('done')
  expect(await recordsOf(me.actor.id)).toEqual(['staff.lock'])
})

test('twenty guesses at once get five looks at the password; an address rests after thirty', async () => {
  const me = await aMember()
  vi.mocked(passwordMatches).mockClear()
  await outcomes(Array.from({ length: 20 }, () => enter(me.userName, 'wrong')))
  expect(passwordMatches).toHaveBeenCalledTimes(5)
  const office = asVisitor('10.8.8.8')
  await outcomes(Array.from({ length: 30 }, (_, i) => enter(`nobody-${i}-${unique()}`, 'wrong', noon, office)))
  expect(await answer(enter((await aMember()).userName, password, noon, office))).toBe('too_many_attempts')
})

test('a disabled member of the staff reads like a wrong password, and is out at the second step as well', async () => {
  const me = await aMember()
  const token = await enter(me.userName)
  await db().update(accounts).set({ status: 'disabled' }).where(eq(accounts.id, me.actor.id))
  expect(await answer(enter(me.userName))).toBe('staff_sign_in_wrong 4')
  expect(await answer(proveCode(asVisitor(), token, totpAt(me.secret, noon)))).toBe('staff_proof_expired')
})

test.each([
  ['of this half minute', 0, 'done'],
  ['of the last one', -30, 'done'],
  ['of the next one', 30, 'done'],
  ['of a minute ago', -60, 'staff_code_wrong'],
  ['of a minute from now', 60, 'staff_code_wrong'],
])('a code %s: %s', async (_, offset, expected) => {
  const me = await aMember()
  expect(await answer(proveCode(asVisitor(), await enter(me.userName), totpAt(me.secret, seconds(offset))))).toBe(expected)
})

test('no code counts twice: not later, not an older one, not ten at once', async () => {
  const me = await aMember()
  const tokens = await Promise.all(Array.from({ length: 4 }, () => enter(me.userName)))
  const all = tokens.map((token) => answer(proveCode(asVisitor(), token, totpAt(me.secret, noon))))
  expect(tallied(await Promise.all(all))).toEqual({ done: 1, staff_code_wrong: 3 })
  await db().execute(sql`delete from attempt_limits`)
  const again = await enter(me.userName)
  expect(await answer(proveCode(asVisitor(), again, totpAt(me.secret, noon)))).toBe('staff_code_wrong')
  expect(await answer(proveCode(asVisitor(), again, totpAt(me.secret, seconds(-30))))).toBe('staff_code_wrong')
  expect(await answer(proveCode(asVisitor(), again, totpAt(me.secret, seconds(30))))).toBe('done')
})

test('six wrong codes, and the right one waits a quarter of an hour', async () => {
  const me = await aMember()
  const token = await enter(me.userName)
  const wrong = Array.from({ length: 6 }, (_, i) => answer(proveCode(asVisitor(), token, { code: String(100_000 + i) })))
  expect(tallied(await Promise.all(wrong))).toEqual({ staff_code_wrong: 5, too_many_attempts: 1 })
  expect(await answer(proveCode(asVisitor(), token, totpAt(me.secret, noon)))).toBe('too_many_attempts')
  const rested = later(noon, minutes(16))
  const fresh = await enter(me.userName, password, rested)
  expect(await answer(proveCode(asVisitor(undefined, rested), fresh, totpAt(me.secret, rested)))).toBe('done')
})

test('what stands between the steps expires, is worth nothing elsewhere, and ends with the sessions', async () => {
  const me = await aMember()
  const token = await enter(me.userName)
  const late = later(noon, minutes(10))
  expect(await answer(proveCode(asVisitor(undefined, late), token, totpAt(me.secret, late)))).toBe('staff_proof_expired')
  expect(await answer(proveCode(asVisitor(), undefined, totpAt(me.secret, noon)))).toBe('staff_proof_expired')
  expect(await answer(proveCode(asVisitor(), `${token}x`, totpAt(me.secret, noon)))).toBe('staff_proof_expired')
  expect(await answer(confirmTotp(asVisitor(), token, totpAt(me.secret, noon)))).toBe('staff_proof_expired')
  expect(await answer(chooseFirstPassword(asVisitor(), token, { password: 'Pine-tree-9', repeated: 'Pine-tree-9' }))).toBe(
    'staff_proof_expired',
  )
  await db().update(accounts).set({ sessionVersion: 2 }).where(eq(accounts.id, me.actor.id))
  expect(await answer(proveCode(asVisitor(), token, totpAt(me.secret, noon)))).toBe('staff_proof_expired')
})

test('the first sign-in: an authenticator is set up, ten recovery codes are told, the given password is changed', async () => {
  const me = await aMember('hotline', { totp: false })
  await db().update(accounts).set({ mustActivate: true }).where(eq(accounts.id, me.actor.id))
  const token = await enter(me.userName)
  const { step, secret } = await openProof(asVisitor(), token)
  expect(step).toBe('set-up')
  expect(await answer(proveCode(asVisitor(), token, totpAt(secret!, noon)))).toBe('staff_proof_expired')
  expect(await answer(confirmTotp(asVisitor(), token, { code: '000000' }))).toBe('staff_code_wrong')
  const confirmed = await confirmTotp(asVisitor(), token, totpAt(secret!, noon))
  expect(new Set(confirmed.codes).size).toBe(10)
  if (!('token' in confirmed)) throw new Error('the first password was good for a session')
  expect((await openProof(asVisitor(), confirmed.token)).step).toBe('password')
  // Whoever had the same password at the same time, with another secret on offer, is too late.
  expect(await answer(confirmTotp(asVisitor(), token, totpAt(secret!, seconds(30))))).toBe('staff_proof_expired')

  const same = { password, repeated: password }
  expect(await answer(chooseFirstPassword(asVisitor(), confirmed.token, same))).toBe('password_same')
  const own = { password: 'Pine-tree-9', repeated: 'Pine-tree-9' }
  expect(await chooseFirstPassword(asVisitor(), confirmed.token, own)).toMatchObject({ session: { id: me.actor.id, sessionVersion: 2 } })
  expect(await answer(enter(me.userName))).toBe('staff_sign_in_wrong 4')
  expect(await answer(proveCode(asVisitor(), await enter(me.userName, 'Pine-tree-9'), { code: confirmed.codes[3]! }))).toBe('done')
})

test('two who set up at once: one secret is kept', async () => {
  const me = await aMember('hotline', { totp: false })
  const tokens = [await enter(me.userName), await enter(me.userName)]
  const secrets = await Promise.all(tokens.map(async (token) => (await openProof(asVisitor(), token)).secret!))
  const tries = tokens.map((token, i) => answer(confirmTotp(asVisitor(), token, totpAt(secrets[i]!, noon))))
  expect(tallied(await Promise.all(tries))).toEqual({ done: 1, staff_proof_expired: 1 })
})

test('a recovery code opens once, however it is typed, also when it is used twice at once', async () => {
  const me = await aMember()
  const codes = await renewRecoveryCodes(me, totpAt(me.secret, noon))
  expect((await getOwnAccount(me)).recoveryCodesLeft).toBe(10)
  const typed = ` ${codes[0]!.slice(0, 5).toUpperCase()}-${codes[0]!.slice(5)} `
  const tokens = [await enter(me.userName), await enter(me.userName)]
  const tries = tokens.map((token) => answer(proveCode(asVisitor(), token, { code: typed })))
  expect(tallied(await Promise.all(tries))).toEqual({ done: 1, staff_code_wrong: 1 })
  expect((await getOwnAccount(me)).recoveryCodesLeft).toBe(9)
  const renewed = await renewRecoveryCodes(me, { code: codes[1]! })
  expect(await answer(proveCode(asVisitor(), await enter(me.userName), { code: codes[2]! }))).toBe('staff_code_wrong')
  expect(await answer(proveCode(asVisitor(), await enter(me.userName), { code: renewed[2]! }))).toBe('done')
  const [row] = await db().select({ hashes: staff.recoveryCodes }).from(staff).where(eq(staff.id, me.actor.id))
  expect(JSON.stringify(row!.hashes)).not.toContain(renewed[3]!) // kept as hashes
})

test('another authenticator: the old one goes on until a code of the new one is right', async () => {
  const me = await aMember()
  const other = await aMember()
  const token = await startTotpChange(me, totpAt(me.secret, noon))
  const secret = openTotpChange(me, token)
  expect(() => openTotpChange(other, token)).toThrow('staff_proof_expired')
  const next = { ...me, now: seconds(30) }
  expect(await answer(finishTotpChange(next, token, totpAt(me.secret, next.now)))).toBe('staff_code_wrong')
  expect(await answer(proveCode(asVisitor(undefined, next.now), await enter(me.userName), totpAt(me.secret, next.now)))).toBe('done')
  expect((await finishTotpChange(next, token, totpAt(secret, next.now))).length).toBe(10)
  const then = seconds(60)
  const late = asVisitor(undefined, then)
  expect(await answer(proveCode(late, await enter(me.userName, password, then), totpAt(me.secret, then)))).toBe('staff_code_wrong')
  expect(await answer(proveCode(late, await enter(me.userName, password, then), totpAt(secret, then)))).toBe('done')
})

test('a changed password ends the other sessions; the old one must be known', async () => {
  const me = await aMember()
  const wanted = { password: 'Pine-tree-9', repeated: 'Pine-tree-9' }
  expect(await outcome(changeStaffPassword(me, { current: 'wrong', ...wanted }))).toBe('password_wrong')
  expect(await outcome(changeStaffPassword(me, { current: password, password: me.userName, repeated: me.userName }))).not.toBe('done')
  expect(await changeStaffPassword(me, { current: password, ...wanted })).toEqual({ id: me.actor.id, sessionVersion: 2 })
  expect(await findSessionStaff(asSystem(), me.actor.id, 1)).toBeNull()
})

test('a session ends after half an hour without use, and after eight hours with it', () => {
  const account = { id: 'a', sessionVersion: 1 }
  const token = signSession('staff', account, noon)
  expect(readSession('staff', token, later(noon, minutes(30) - 1))).toMatchObject(account)
  expect(readSession('staff', token, later(noon, minutes(30)))).toBeNull()
  expect(renewedSession(token, later(noon, 30_000))).toBeNull() // used a moment ago
  expect(renewedSession(token, later(noon, minutes(30)))).toBeNull() // too late
  let used = token
  let now = noon
  while (now.getTime() < later(noon, hours(8) - minutes(21)).getTime()) {
    now = later(now, minutes(20))
    used = renewedSession(used, now) ?? used
  }
  expect(readSession('staff', used, later(noon, sessionSeconds * 1000 - 1))).toMatchObject(account)
  expect(readSession('staff', used, later(noon, sessionSeconds * 1000))).toBeNull()
  // Trainees' sessions are as they were.
  const trainee = signSession('trainee', account, noon)
  expect(readSession('trainee', trainee, later(noon, hours(8) - 1))).toMatchObject(account)
  expect(renewedSession(trainee, later(noon, minutes(20)))).toBeNull()
})

test('what is shown once is for one person and ten minutes', () => {
  const shown = { kind: 'recovery_codes' as const, codes: ['abcdefghjk'] }
  const sealed = sealShownOnce('me', shown, noon)
  expect(openShownOnce('me', sealed, noon)).toEqual(shown)
  expect(openShownOnce('other', sealed, noon)).toBeNull()
  expect(openShownOnce('me', sealed, later(noon, minutes(10)))).toBeNull()
  expect(openShownOnce('me', 'AAAA', noon)).toBeNull()
  expect(sealed).not.toContain('abcdefghjk')
})
