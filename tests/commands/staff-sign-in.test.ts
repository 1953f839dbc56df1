import { eq, sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { db } from '@/db/client'
import { accounts, staff } from '@/db/schema/identity'
import { rememberDevice } from '@/lib/identity/known-device'
import { passwordMatches } from '@/lib/identity/passwords'
import { encryptRecoveryCodes } from '@/lib/identity/recovery-codes'
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
import { blindIndex } from '@/lib/shared/blind-index'
import { decryptColumn, encryptColumn } from '@/lib/shared/ciphers'
import { env } from '@/lib/shared/env'
import { Refused } from '@/lib/shared/refused'
import { later, minutes } from '@/lib/shared/time'
import { aSolvedCaptcha } from '../support/captcha'
import { outcome, outcomes, tallied } from '../support/outcome'
import { aSession, whoHolds } from '../support/sessions'
import { aMember } from '../support/staff'
import { asVisitor, noon, password, unique } from '../support/world'

vi.mock('@/lib/identity/passwords', { spy: true })

const seconds = (n: number) => later(noon, n * 1000)
const enter = (userName: string, typed = password, now = noon, ctx = asVisitor(undefined, now)) =>
  checkStaffPassword(ctx, { userName, password: typed })
const answer = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (error) => (error instanceof Refused ? `${error.code} ${error.facts.wait ?? ''}`.trim() : Promise.reject(error)),
  )

test('user name and password lead to the second step, a code of the authenticator to a session', async () => {
  const me = await aMember('finance')
  const token = await enter(me.userName)
  expect(await openProof(asVisitor(), token)).toMatchObject({ step: 'code', secret: null })
  expect(await whoHolds('staff', token)).toBeNull() // no session yet, and none to be made of it
  const proved = await proveCode(asVisitor(), token, totpAt(me.secret, noon))
  expect(proved).toEqual({ session: { id: me.actor.id }, next: null })
})

test('after the second failure a captcha is asked for, and the tries wait; a name nobody has is answered alike', async () => {
  const me = await aMember()
  const here = asVisitor()
  const tries = async (userName: string, ctx = asVisitor()) => {
    const answers: string[] = []
    for (let i = 0; i < 3; i++) answers.push(await answer(enter(userName, 'wrong', noon, ctx)))
    const solved = { userName, password: 'wrong', ...aSolvedCaptcha() }
    answers.push(await answer(checkStaffPassword(ctx, { ...solved, captcha: '0000' })))
    answers.push(await answer(checkStaffPassword(ctx, { ...solved, ...aSolvedCaptcha() })))
    answers.push(await answer(checkStaffPassword(ctx, { ...solved, ...aSolvedCaptcha() })))
    return answers
  }
  const expected = [
    'staff_sign_in_wrong',
    'staff_sign_in_wrong',
    'captcha_due',
    'captcha_wrong',
    'staff_sign_in_wrong_wait 5 秒',
    'sign_in_wait 5 秒',
  ]
  expect(await tries(me.userName, here)).toEqual(expected)
  expect(await tries(`nobody-${unique()}`)).toEqual(expected)
  // The owner comes from elsewhere, or with a device that knows the account.
  const solved = { userName: me.userName, password, ...aSolvedCaptcha() }
  expect(await answer(checkStaffPassword(asVisitor(), solved))).toBe('done')
  const device = await rememberDevice(here, undefined, me.actor.id)
  expect(await answer(checkStaffPassword(here, { userName: me.userName, password, device }))).toBe('done')
})

test('twenty guesses at once get three looks at the password; a network rests after a hundred', async () => {
  const me = await aMember()
  const here = asVisitor()
  vi.mocked(passwordMatches).mockClear()
  await outcomes(Array.from({ length: 20 }, () => enter(me.userName, 'wrong', noon, here)))
  expect(passwordMatches).toHaveBeenCalledTimes(3)
  const office = asVisitor('10.8.8.8')
  await outcomes(Array.from({ length: 100 }, (_, i) => enter(`nobody-${i}-${unique()}`, 'wrong', noon, office)))
  expect(await answer(enter((await aMember()).userName, password, noon, office))).toBe('too_many_attempts')
})

test('a disabled member of the staff reads like a wrong password, and is out at the second step as well', async () => {
  const me = await aMember()
  const token = await enter(me.userName)
  await db().update(accounts).set({ status: 'disabled' }).where(eq(accounts.id, me.actor.id))
  expect(await answer(enter(me.userName))).toBe('staff_sign_in_wrong')
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
  const tokens: string[] = []
  for (let i = 0; i < 4; i++) tokens.push(await enter(me.userName))
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
  expect(await answer(chooseFirstPassword(asVisitor(), token, { password: 'Pine-tree-lake-9', repeated: 'Pine-tree-lake-9' }))).toBe(
    'staff_proof_expired',
  )
  await db().update(accounts).set({ passwordHash: 'another' }).where(eq(accounts.id, me.actor.id))
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
  const own = { password: 'Pine-tree-lake-9', repeated: 'Pine-tree-lake-9' }
  expect(await chooseFirstPassword(asVisitor(), confirmed.token, own)).toMatchObject({ session: { id: me.actor.id } })
  expect(await answer(enter(me.userName))).toBe('staff_sign_in_wrong')
  expect(await answer(proveCode(asVisitor(), await enter(me.userName, 'Pine-tree-lake-9'), { code: confirmed.codes[3]! }))).toBe('done')
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
  const [row] = await db().select().from(staff).where(eq(staff.id, me.actor.id))
  const kept = decryptColumn('staff.recovery_cipher', row!, row!.recoveryCipher!).toString()
  for (const text of [kept, JSON.stringify(row)]) expect(text).not.toContain(renewed[3]!) // hashes, themselves encrypted
})

test('codes from before they were encrypted still open, also under another DATA_KEY', async () => {
  const me = await aMember()
  const hashed = (code: string) => blindIndex('staff-recovery', `${me.actor.id}:${code}`)
  const codes = ['aaaaabbbbb', 'cccccddddd', 'eeeeefffff']
  const before = { recoveryCodes: codes.map(hashed), recoveryCipher: null }
  await db().update(staff).set(before).where(eq(staff.id, me.actor.id))
  expect((await getOwnAccount(me)).recoveryCodesLeft).toBe(3)
  const prove = async (code: string) => answer(proveCode(asVisitor(), await enter(me.userName), { code }))
  expect([await prove(codes[0]!), await prove(codes[0]!)]).toEqual(['done', 'staff_code_wrong'])
  const [row] = await db().select().from(staff).where(eq(staff.id, me.actor.id))
  expect(row!.recoveryCodes).toEqual([]) // encrypted once they were touched
  const { dataKey } = env()
  await db().update(staff).set(before).where(eq(staff.id, me.actor.id))
  Object.assign(env(), { dataKey: 'ab'.repeat(32), previousDataKey: dataKey })
  const { totpCipher } = row!
  const anew = encryptColumn('staff.totp_cipher', row!, decryptColumn('staff.totp_cipher', row!, totpCipher!))
  await db()
    .update(staff)
    .set({ totpCipher: anew, ...encryptRecoveryCodes(row!.id, before) })
    .where(eq(staff.id, row!.id))
  Object.assign(env(), { previousDataKey: undefined })
  expect([await prove(codes[1]!), await prove(codes[1]!), await prove('eeeee-FFFFF')]).toEqual(['done', 'staff_code_wrong', 'done'])
  Object.assign(env(), { dataKey })
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
  const wanted = { password: 'Pine-tree-lake-9', repeated: 'Pine-tree-lake-9' }
  expect(await outcome(changeStaffPassword(me, { current: 'wrong', ...wanted }))).toBe('password_wrong')
  expect(await outcome(changeStaffPassword(me, { current: password, password: me.userName, repeated: me.userName }))).not.toBe('done')
  const session = await aSession(me)
  expect(await changeStaffPassword(me, { current: password, ...wanted })).toEqual({ id: me.actor.id })
  expect(await session.holds()).toBe(false)
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
