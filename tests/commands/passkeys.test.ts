import { generateKeyPairSync } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { db } from '@/db/client'
import { accounts, staff } from '@/db/schema/identity'
import { passkeys } from '@/db/schema/sign-in'
import { resetStaff } from '@/lib/identity/manage-staff'
import {
  addPasskey,
  getOwnPasskey,
  listOwnPasskeys,
  offerPasskey,
  removePasskey,
  renamePasskey,
} from '@/lib/identity/passkeys/own-passkeys'
import { relyingParty } from '@/lib/identity/passkeys/relying-party'
import { hasPasskeys, offerAlone, offerSecondFactor, proveSecondFactor, signInByPasskey } from '@/lib/identity/passkeys/sign-in'
import { checkStaffPassword } from '@/lib/identity/staff-sign-in'
import { env } from '@/lib/shared/env'
import { later, minutes } from '@/lib/shared/time'
import { Authenticator, type Otherwise } from '../support/authenticator'
import { recordsOf } from '../support/books'
import { outcome, outcomes, tallied } from '../support/outcome'
import { aMember } from '../support/staff'
import { asVisitor, at, noon, password } from '../support/world'

beforeEach(() => Object.assign(env(), { appUrl: 'http://localhost:3999' }))

type Member = Awaited<ReturnType<typeof aMember>>
async function add(me: Member, device = new Authenticator(), otherwise: Otherwise = {}, name = '办公室电脑') {
  const { options, sealed } = await offerPasskey(me, { name, current: password })
  await addPasskey(me, sealed, { name, response: device.register(options, otherwise) })
  return device
}
async function aMemberWithPasskey() {
  const me = await aMember('finance')
  return { me, device: await add(me) }
}
const enter = (me: Member, now = noon) => checkStaffPassword(asVisitor(undefined, now), { userName: me.userName, password })
const stranger = { by: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }

test('added after the password, then good as second factor, and alone; all of it is written down', async () => {
  const { me, device } = await aMemberWithPasskey()
  expect(await listOwnPasskeys(me)).toMatchObject([{ name: '办公室电脑', backedUp: false, createdAt: noon, usedAt: null }])
  expect(await hasPasskeys(me, me.actor.id)).toBe(true)
  const token = await enter(me)
  const second = await offerSecondFactor(asVisitor(), token)
  expect(second.options).toMatchObject({ rpId: 'localhost', userVerification: 'required', allowCredentials: [{ id: device.id }] })
  const response = device.assert(second.options)
  expect(await proveSecondFactor(asVisitor(), token, second.sealed, { response })).toEqual({
    session: { id: me.actor.id, how: 'passkey' },
    next: null,
  })
  const alone = await offerAlone(asVisitor())
  expect(alone.options.allowCredentials).toBeUndefined() // tells nothing of anybody
  expect(await signInByPasskey(asVisitor(), alone.sealed, { response: device.assert(alone.options), next: '/admin/orders' })).toEqual({
    session: { id: me.actor.id, how: 'passkey' },
    next: '/admin/orders',
  })
  expect(await listOwnPasskeys(me)).toMatchObject([{ usedAt: noon }])
  expect(await recordsOf(me.actor.id)).toEqual(['staff.passkey'])
})

/** What is signed for another place, moment or person. */
const forgeries: [string, Otherwise][] = [
  ['another origin', { origin: 'https://evil.example' }],
  ['another port', { origin: 'http://localhost:4000' }],
  ['a frame in another page', { crossOrigin: true }],
  ['another relying party', { rpId: 'evil.example' }],
  ['another challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
  ['no user verification', { userVerified: false }],
  ['a registration instead of a sign-in, or the other way about', { type: 'webauthn.other' }],
]

test.each([
  ...forgeries,
  ['another key', stranger],
  ['a counter that stood still', { counter: 1 }],
  ['a counter that went back', { counter: 0 }],
  ['the handle of another', { userHandle: 'AAAA' }],
] as [string, Otherwise][])('refused at both steps: %s', async (_, otherwise) => {
  const { me, device } = await aMemberWithPasskey()
  const token = await enter(me)
  const [second, alone] = [await offerSecondFactor(asVisitor(), token), await offerAlone(asVisitor())]
  const attempts = [
    () => proveSecondFactor(asVisitor(), token, second.sealed, { response: device.assert(second.options, otherwise) }),
    () => signInByPasskey(asVisitor(), alone.sealed, { response: device.assert(alone.options, otherwise) }),
  ]
  for (const attempt of attempts) expect(await outcome(attempt())).toBe('passkey_wrong')
  expect(await recordsOf(me.actor.id)).toContain('session.refused')
})

test.each(forgeries)('not added: %s', async (_, otherwise) => {
  const me = await aMember('finance')
  expect(await outcome(add(me, new Authenticator(), otherwise))).toBe('passkey_not_added')
  expect(await listOwnPasskeys(me)).toEqual([])
})

test('a challenge is good once, for what it was given for, for whom, and five minutes', async () => {
  const { me, device } = await aMemberWithPasskey()
  const alone = await offerAlone(asVisitor())
  const response = device.assert(alone.options)
  const twice = Array.from({ length: 3 }, () => signInByPasskey(asVisitor(), alone.sealed, { response }))
  expect(tallied(await outcomes(twice))).toEqual({ done: 1, passkey_wrong: 2 })
  const token = await enter(me)
  const second = await offerSecondFactor(asVisitor(), token)
  const signed = device.assert(second.options)
  expect(await outcome(signInByPasskey(asVisitor(), second.sealed, { response: signed }))).toBe('passkey_wrong')
  const other = await aMemberWithPasskey()
  const theirs = await enter(other.me)
  expect(await outcome(proveSecondFactor(asVisitor(), theirs, second.sealed, { response: other.device.assert(second.options) }))).toBe(
    'passkey_wrong',
  )
  const late = later(noon, minutes(5))
  expect(await outcome(proveSecondFactor(asVisitor(undefined, late), token, second.sealed, { response: signed }))).toBe('passkey_wrong')
  for (const sealed of [undefined, '', 'forged'])
    expect(await outcome(signInByPasskey(asVisitor(), sealed, { response }))).toBe('passkey_wrong')
  expect(await outcome(proveSecondFactor(asVisitor(), token, second.sealed, { response: signed }))).toBe('done') // nothing above used it up
})

test("another member's key is no second factor, though that member may sign in with it alone", async () => {
  const [mine, other] = [await aMemberWithPasskey(), await aMemberWithPasskey()]
  const token = await enter(mine.me)
  const offered = await offerSecondFactor(asVisitor(), token)
  expect(await outcome(proveSecondFactor(asVisitor(), token, offered.sealed, { response: other.device.assert(offered.options) }))).toBe(
    'passkey_wrong',
  )
  const unknown = new Authenticator()
  const alone = await offerAlone(asVisitor())
  expect(await outcome(signInByPasskey(asVisitor(), alone.sealed, { response: unknown.assert(alone.options) }))).toBe('passkey_wrong')
})

test('a passkey without a password proved is no second step, and a disabled account stays closed', async () => {
  const { me, device } = await aMemberWithPasskey()
  expect(await outcome(offerSecondFactor(asVisitor(), undefined))).toBe('staff_proof_expired')
  await db().update(accounts).set({ status: 'disabled' }).where(eq(accounts.id, me.actor.id))
  const alone = await offerAlone(asVisitor())
  expect(await outcome(signInByPasskey(asVisitor(), alone.sealed, { response: device.assert(alone.options) }))).toBe('passkey_wrong')
})

test('six wrong ones, and the right one waits', async () => {
  const { me, device } = await aMemberWithPasskey()
  const token = await enter(me)
  const tries: string[] = []
  for (let i = 0; i < 6; i++) {
    const { options, sealed } = await offerSecondFactor(asVisitor(), token)
    tries.push(await outcome(proveSecondFactor(asVisitor(), token, sealed, { response: device.assert(options, stranger) })))
  }
  expect(tallied(tries)).toEqual({ passkey_wrong: 5, too_many_attempts: 1 })
  const { options, sealed } = await offerSecondFactor(asVisitor(), token)
  expect(await outcome(proveSecondFactor(asVisitor(), token, sealed, { response: device.assert(options) }))).toBe('too_many_attempts')
})

test('adding and removing ask for the password; a challenge of another member adds nothing', async () => {
  const { me } = await aMemberWithPasskey()
  const other = await aMember('finance')
  expect(await outcome(offerPasskey(me, { name: '手机', current: 'wrong' }))).toBe('password_wrong')
  const { options, sealed } = await offerPasskey(me, { name: '手机', current: password })
  const response = new Authenticator().register(options)
  expect(await outcome(addPasskey(other, sealed, { name: '手机', response }))).toBe('passkey_not_added')
  expect(await outcome(addPasskey(at(me, later(noon, minutes(5))), sealed, { name: '手机', response }))).toBe('passkey_not_added')
  const [mine] = await listOwnPasskeys(me)
  expect(await outcome(removePasskey(me, { passkeyId: mine!.id, current: 'wrong' }))).toBe('password_wrong')
  const acts = [
    () => getOwnPasskey(other, mine!.id),
    () => renamePasskey(other, { passkeyId: mine!.id, name: '我的' }),
    () => removePasskey(other, { passkeyId: mine!.id, current: password }),
  ]
  for (const act of acts) expect(await outcome(act())).toBe('not found')
  await renamePasskey(me, { passkeyId: mine!.id, name: '家里电脑' })
  expect(await listOwnPasskeys(me)).toMatchObject([{ name: '家里电脑' }])
  await removePasskey(me, { passkeyId: mine!.id, current: password })
  expect(await listOwnPasskeys(me)).toEqual([])
})

test('one credential belongs to one member, and nobody has more than ten', async () => {
  const { me, device } = await aMemberWithPasskey()
  expect(await outcome(add(await aMember('finance'), device))).toBe('passkey_not_added')
  const { options } = await offerPasskey(me, { name: '手机', current: password })
  expect(options.excludeCredentials).toMatchObject([{ id: device.id }])
  const [first] = await db().select().from(passkeys).where(eq(passkeys.staffId, me.actor.id))
  await db()
    .insert(passkeys)
    .values(Array.from({ length: 9 }, (__, i) => ({ ...first!, id: `${first!.id}-${i}` })))
  expect(await outcome(add(me))).toBe('passkeys_many')
})

test('the last second factor stays; 重置登录 takes all of them', async () => {
  const { me, device } = await aMemberWithPasskey()
  const [mine] = await listOwnPasskeys(me)
  const totp = { totpCipher: null, totpConfirmedAt: null }
  await db().update(staff).set(totp).where(eq(staff.id, me.actor.id))
  expect(await outcome(removePasskey(me, { passkeyId: mine!.id, current: password }))).toBe('second_factor_last')
  expect(await listOwnPasskeys(me)).toHaveLength(1)
  await resetStaff(await aMember('administrator'), { staffId: me.actor.id })
  expect(await listOwnPasskeys(me)).toEqual([])
  const alone = await offerAlone(asVisitor())
  expect(await outcome(signInByPasskey(asVisitor(), alone.sealed, { response: device.assert(alone.options) }))).toBe('passkey_wrong')
})

test.each([
  ['https://xueshi.example', { id: 'xueshi.example', origin: 'https://xueshi.example' }],
  ['https://xueshi.example:8443', { id: 'xueshi.example', origin: 'https://xueshi.example:8443' }],
  ['http://127.0.0.1:3000', { id: 'localhost', origin: 'http://localhost:3000' }],
  ['http://xueshi.example', null],
  ['https://10.0.0.8', null],
  ['https://[::1]:3000', null],
])('at %s passkeys are made for %o', (appUrl, party) => {
  Object.assign(env(), { appUrl })
  if (party) expect(relyingParty()).toMatchObject(party)
  else expect(relyingParty()).toBeNull()
})
