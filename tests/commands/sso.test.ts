import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { GET as start } from '@/app/(public)/sso/[door]/route'
import * as nextAuthRoute from '@/app/api/auth/[...nextauth]/route'
import { db } from '@/db/client'
import { accounts } from '@/db/schema/identity'
import { externalIdentities } from '@/db/schema/sign-in'
import { env, type OidcSettings } from '@/lib/shared/env'
import { refusalFrom } from '@/lib/shared/refusal-link'
import { refusalText } from '@/lib/shared/refusal-text'
import { atProvider, follow, jar, requestTo, sent } from '../support/browser'
import { anOidcProvider, client } from '../support/oidc-provider'
import { aMember } from '../support/staff'
import { anIdNumber, aTrainee, unique } from '../support/world'

vi.mock('next/headers', async () => (await import('../support/browser')).nextHeaders)

const portal = 'http://127.0.0.1:3999'
let provider: Awaited<ReturnType<typeof anOidcProvider>>
let settings: OidcSettings

beforeAll(async () => {
  provider = await anOidcProvider([portal])
  settings = {
    issuer: provider.issuer,
    clientId: client.id,
    clientSecret: client.secret,
    doors: ['staff', 'trainee'],
    name: '统一身份认证',
    scope: 'openid profile',
    idNumberClaim: 'id_number',
    idVerifiedClaim: 'realname',
    mfa: 'two',
  }
})
afterAll(() => provider.close())
beforeEach(() => {
  Object.assign(env(), { appUrl: portal, oidc: settings })
  jar.clear()
  for (const [name] of [...sent]) sent.delete(name)
  sent.set('x-client-address', `10.1.0.${unique()}`)
})

type Door = 'staff' | 'trainee'
const begin = async (door: string, query = '') =>
  follow(await start(requestTo(`${portal}/sso/${door}${query}`), { params: Promise.resolve({ door }) }))
const comeBack = async (address: string) => {
  const path = new URL(address).pathname.replace('/api/auth/', '')
  return follow(await nextAuthRoute.GET(requestTo(address), { params: Promise.resolve({ nextauth: path.split('/') }) }))
}
/** The whole way. @returns where it leads, as a path, or the sentence of a refusal */
async function signIn(door: Door, subject: string, change: (back: URL) => void = () => {}, query = ''): Promise<string> {
  const back = new URL(await atProvider(await begin(door, query), subject, portal))
  change(back)
  return outcomeOf(await comeBack(back.href))
}
function outcomeOf(location: string): string {
  const { origin, pathname, search, searchParams } = new URL(location, portal)
  expect(origin).toBe(portal)
  if (searchParams.has('error')) return refusalText({ code: 'sso_failed', facts: {} })
  return refusalFrom(searchParams.get('refused') ?? undefined, new Date()) ?? pathname + search
}
const says = (code: Parameters<typeof refusalText>[0]['code']) => refusalText({ code, facts: {} })
const failed = says('sso_failed')
const sessions = () => [...jar.keys()].filter((name) => /session$/.test(name))

/** Somebody the provider knows. */
function known(claims: Record<string, unknown> = {}, how: { acr?: string; amr?: string[] } = {}): string {
  const subject = `sub-${unique()}`
  provider.people.set(subject, { claims, ...how })
  return subject
}
const aKnownTrainee = async () => {
  const me = await aTrainee()
  return { ...me, subject: known({ id_number: me.idNumber, realname: true, name: '别人' }) }
}
async function aLinkedMember(how: { acr?: string; amr?: string[] } = {}) {
  const me = await aMember('finance')
  const subject = known({}, how)
  await db()
    .insert(externalIdentities)
    .values({ accountId: me.actor.id, door: 'staff', issuer: provider.issuer, subject, linkedAt: new Date() })
  return { ...me, subject }
}
const linkOf = async (accountId: string) =>
  (await db().select().from(externalIdentities).where(eq(externalIdentities.accountId, accountId)))[0]?.subject

test('a trainee whose number the provider has verified is signed in, goes where they wanted, and the link is kept', async () => {
  const me = await aKnownTrainee()
  expect(await signIn('trainee', me.subject, undefined, '?next=/profile')).toBe('/profile')
  expect(sessions()).toEqual(['session'])
  expect(await linkOf(me.actor.id)).toBe(me.subject)
  expect([...jar.keys()].filter((name) => name.startsWith('sso-') && name !== 'sso-callback')).toEqual([]) // all used up
  provider.people.set(me.subject, { claims: {} }) // says no number any more: the link is enough
  jar.clear()
  expect(await signIn('trainee', me.subject)).toBe('/')
  expect(sessions()).toEqual(['session'])
})

test.each([
  ['no number', () => ({ realname: true, name: '张丽华' }), 'sso_number_missing'],
  ['a number that nobody verified', (own: string) => ({ id_number: own }), 'sso_number_missing'],
  ['a number that was not verified', (own: string) => ({ id_number: own, realname: false }), 'sso_number_missing'],
  [
    'a number with a wrong check digit',
    (own: string) => ({ id_number: own.slice(0, 17) + (own[17] === '1' ? '2' : '1'), realname: true }),
    'sso_number_missing',
  ],
  ['a number of nobody here', () => ({ id_number: anIdNumber(), realname: true }), 'sso_unmatched'],
  ['a list instead of a number', (own: string) => ({ id_number: [own], realname: true }), 'sso_number_missing'],
] as const)('%s lets nobody in, whatever name and phone say', async (_, claims, code) => {
  const me = await aTrainee()
  const subject = known({ name: '张丽华', phone_number: me.phone, ...claims(me.idNumber) })
  expect(await signIn('trainee', subject)).toBe(says(code))
  expect(sessions()).toEqual([])
  expect(await linkOf(me.actor.id)).toBeUndefined()
})

test('a second subject with the number of somebody linked, or a linked subject with the number of another, takes nothing over', async () => {
  const [me, other] = [await aKnownTrainee(), await aTrainee()]
  expect(await signIn('trainee', me.subject)).toBe('/')
  jar.clear()
  expect(await signIn('trainee', known({ id_number: me.idNumber, realname: true }))).toBe(says('sso_linked_elsewhere'))
  provider.people.set(me.subject, { claims: { id_number: other.idNumber, realname: true } })
  expect(await signIn('trainee', me.subject)).toBe(says('sso_unmatched'))
  expect(sessions()).toEqual([])
})

test('a disabled account stays closed, one that waits for its activation is led there', async () => {
  const [closed, waiting] = [await aKnownTrainee(), await aKnownTrainee()]
  await db().update(accounts).set({ status: 'disabled' }).where(eq(accounts.id, closed.actor.id))
  expect(await signIn('trainee', closed.subject)).toBe(says('sso_disabled'))
  await db().update(accounts).set({ mustActivate: true, passwordHash: null }).where(eq(accounts.id, waiting.actor.id))
  expect(await signIn('trainee', waiting.subject)).toBe('/activate')
  expect([sessions(), jar.has('activation'), await linkOf(waiting.actor.id)]).toEqual([[], true, undefined])
})

test('of the staff who is linked comes to the second step, with a session only where the provider asked for a second factor', async () => {
  const plain = await aLinkedMember({ acr: 'one' })
  expect(await signIn('staff', plain.subject, undefined, '?next=/admin/orders')).toBe('/admin/sign-in/code')
  expect([sessions(), jar.has('staff-sign-in')]).toEqual([[], true])
  jar.clear()
  const strong = await aLinkedMember({ acr: 'two' })
  expect(await signIn('staff', strong.subject, undefined, '?next=/admin/orders')).toBe('/admin/orders')
  expect(sessions()).toEqual(['staff-session'])
})

test('of the staff who is not linked, disabled, or linked as a trainee gets one and the same answer', async () => {
  const closed = await aLinkedMember({ acr: 'two' })
  await db().update(accounts).set({ status: 'disabled' }).where(eq(accounts.id, closed.actor.id))
  const trainee = await aKnownTrainee()
  await signIn('trainee', trainee.subject)
  jar.clear()
  for (const subject of [closed.subject, trainee.subject, known()]) expect(await signIn('staff', subject)).toBe(says('sso_staff_unlinked'))
  expect(sessions()).toEqual([])
})

test.each<[string, (back: URL) => void]>([
  ['another state', (back) => back.searchParams.set('state', 'x'.repeat(40))],
  ['no state', (back) => back.searchParams.delete('state')],
  ['the state of nobody here, its cookie gone', () => jar.delete('sso-state')],
  ['no PKCE verifier', () => jar.delete('sso-pkce')],
  ['no nonce', () => jar.delete('sso-nonce')],
  ['the answer of another issuer (RFC 9207)', (back) => back.searchParams.set('iss', 'https://evil.example')],
  ['no issuer, though the provider promises one', (back) => back.searchParams.delete('iss')],
  ['another code', (back) => back.searchParams.set('code', 'guessed')],
  ['no sign of having begun here', () => jar.delete('sso-start')],
  [
    'at the other door',
    (back) => {
      back.pathname = '/api/auth/callback/staff'
    },
  ],
  [
    'an error of the provider',
    (back) => {
      back.searchParams.delete('code')
      back.searchParams.set('error', 'access_denied')
    },
  ],
])('refused: %s', async (_, change) => {
  const me = await aKnownTrainee()
  expect(await signIn('trainee', me.subject, change)).toBe(failed)
  expect([sessions(), await linkOf(me.actor.id)]).toEqual([[], undefined])
})

test.each<[string, Parameters<typeof provider.forge>[0]]>([
  ['with another nonce', { claims: (claims) => ({ ...claims, nonce: 'another' }) }],
  ['without a nonce', { claims: ({ nonce: _, ...claims }) => claims }],
  ['for another audience', { claims: (claims) => ({ ...claims, aud: 'another-portal' }) }],
  [
    'for several, of whom another asked',
    { claims: (claims) => ({ ...claims, aud: ['another-portal', client.id], azp: 'another-portal' }) },
  ],
  ['of another issuer', { claims: (claims) => ({ ...claims, iss: 'https://evil.example' }) }],
  ['that has expired', { claims: (claims) => ({ ...claims, iat: 1_700_000_000, exp: 1_700_000_600 }) }],
  ['of somebody other than the userinfo', { claims: (claims) => ({ ...claims, sub: 'somebody-else' }) }],
  ['signed by nobody the provider knows', { foreignKey: true }],
])('refused: an id_token %s', async (_, forgery) => {
  const me = await aKnownTrainee()
  provider.forge(forgery)
  expect(await signIn('trainee', me.subject)).toBe(failed)
  expect([sessions(), await linkOf(me.actor.id)]).toEqual([[], undefined])
})

test('a code is good once, also for whoever has copied the whole browser', async () => {
  const me = await aKnownTrainee()
  const back = await atProvider(await begin('trainee'), me.subject, portal)
  const copied = new Map(jar)
  expect(outcomeOf(await comeBack(back))).toBe('/')
  jar.clear()
  for (const [name, value] of copied) jar.set(name, value)
  expect(outcomeOf(await comeBack(back))).toBe(failed)
  expect(sessions()).toEqual([])
})

test('the code is redeemed with the PKCE verifier; a stolen one in another browser begins nothing', async () => {
  const me = await aKnownTrainee()
  const there = new URL(await begin('trainee'))
  expect(Object.fromEntries(there.searchParams)).toMatchObject({
    code_challenge_method: 'S256',
    response_type: 'code',
    state: expect.any(String),
    nonce: expect.any(String),
  })
  const back = await atProvider(there.href, me.subject, portal)
  jar.clear() // the thief's browser
  await begin('trainee')
  expect(outcomeOf(await comeBack(back))).toBe(failed)
  expect(await signIn('trainee', me.subject)).toBe('/')
  expect(provider.asked.at(-1)).toMatchObject({ code_verifier: expect.stringMatching(/^[\w.~-]{43,}$/) })
})

test('the address to come back to is APP_URL, whatever the request says of its host', async () => {
  for (const [name, value] of [
    ['host', 'evil.example'],
    ['x-forwarded-host', 'evil.example'],
    ['x-forwarded-proto', 'https'],
  ] as const)
    sent.set(name, value)
  const answer = await start(requestTo('http://evil.example/sso/trainee'), { params: Promise.resolve({ door: 'trainee' }) })
  expect(new URL(follow(answer)).searchParams.get('redirect_uri')).toBe(`${portal}/api/auth/callback/trainee`)
  const me = await aKnownTrainee()
  const back = new URL(await atProvider(await begin('trainee'), me.subject, portal))
  expect(await comeBack(back.href.replace(portal, 'http://evil.example'))).toBe(`${portal}/`)
})

test.each(['//evil.example', '/.//evil.example', 'https://evil.example', '/\\evil.example'])(
  'afterwards nobody lands at %s',
  async (next) => {
    const me = await aKnownTrainee()
    expect(await signIn('trainee', me.subject, undefined, `?next=${encodeURIComponent(next)}`)).toBe('/')
  },
)

test('nothing else of next-auth is open: no credentials, no pages, no session, no other door', async () => {
  expect(Object.keys(nextAuthRoute).filter((name) => /^[A-Z]+$/.test(name))).toEqual(['GET'])
  const gone = [
    'signin',
    'signin/trainee',
    'signout',
    'session',
    'csrf',
    'providers',
    'error',
    'verify-request',
    'callback',
    'callback/credentials',
    'callback/enterprise',
    'callback/trainee/more',
    'webauthn-options',
  ]
  for (const path of gone) expect([path, await comeBack(`${portal}/api/auth/${path}`)]).toEqual([path, '404'])
  expect(await begin('enterprise')).toBe('404')
  Object.assign(env(), { oidc: { ...settings, doors: ['staff'] } })
  expect(await begin('trainee')).toBe('404')
  Object.assign(env(), { oidc: null })
  for (const door of ['staff', 'trainee'])
    expect([await begin(door), await comeBack(`${portal}/api/auth/callback/${door}`)]).toEqual(['404', '404'])
})

test('a provider that is not there: a sentence, at both doors', async () => {
  Object.assign(env(), { oidc: { ...settings, issuer: 'http://127.0.0.1:9' } })
  for (const door of ['staff', 'trainee']) {
    expect(outcomeOf(await begin(door))).toBe(says('sso_unavailable'))
    expect(outcomeOf(await comeBack(`${portal}/api/auth/callback/${door}?code=1&state=2`))).toBe(says('sso_unavailable'))
  }
})
