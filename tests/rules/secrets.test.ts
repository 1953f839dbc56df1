import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { env } from '@/lib/shared/env'
import {
  hashPurposes,
  hmac,
  type SealedPurpose,
  type SignedPurpose,
  sameText,
  seal,
  sealedPurposes,
  sign,
  signedPurposes,
  unseal,
  verifySigned,
} from '@/lib/shared/secrets'

// Secrets of the test's own; read when first used.
beforeAll(() => {
  vi.stubEnv('DATABASE_URL', 'postgres://nowhere')
  vi.stubEnv('AUTH_SECRET', 's'.repeat(32))
  vi.stubEnv('DATA_KEY', 'ab'.repeat(32))
  vi.stubEnv('APP_URL', 'https://xueshi.example')
})

const now = new Date('2026-06-18T04:00:00Z')
const payload = { traineeId: 'a', exp: now.getTime() + 1000 }

describe('a token of one purpose proves nothing in another', () => {
  const pairs = <P extends string>(purposes: readonly P[]) => purposes.flatMap((made) => purposes.map((shown) => [made, shown] as [P, P]))

  test.each(pairs(signedPurposes))('signed for %s, shown as %s', (made, shown) => {
    const token = sign(made, payload)
    expect(verifySigned(shown, token, now)).toEqual(made === shown ? payload : null)
  })

  test.each(pairs(sealedPurposes))('sealed for %s, opened as %s', (made, shown) => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(unseal(shown, seal(made, text))).toBe(made === shown ? text : null)
      }),
      { numRuns: 20 },
    )
  })

  test('hashes of one text differ for all purposes, and are no signatures', () => {
    const body = Buffer.from(JSON.stringify(payload)).toString('base64url')
    const made = [
      ...hashPurposes.map((purpose) => hmac(purpose, body)),
      ...signedPurposes.map((purpose) => sign(purpose, payload).split('.')[1]),
    ]
    expect(new Set(made).size).toBe(made.length)
  })

  test('each purpose stands in one list once', () => {
    for (const list of [signedPurposes, sealedPurposes, hashPurposes]) expect(new Set(list).size).toBe(list.length)
  })

  test('and what is in no list does not compile', () => {
    // @ts-expect-error no such purpose
    const signed: SignedPurpose = 'anything'
    // @ts-expect-error what is signed for is not sealed for
    const sealed: SealedPurpose = 'refusal'
    expect([signed, sealed]).toHaveLength(2)
  })
})

describe('what is signed', () => {
  const token = sign.bind(null, 'progress', payload)

  test('is believed', () => {
    expect(verifySigned('progress', token(), now)).toEqual(payload)
  })

  test.each<[string, () => string, number]>([
    ['when it expired', token, 1000],
    ['with another payload', () => `${bodyOf({ ...payload, traineeId: 'b' })}.${token().split('.')[1]}`, 0],
    ['with a longer life', () => `${bodyOf({ ...payload, exp: now.getTime() + 1e9 })}.${token().split('.')[1]}`, 0],
    ['without its signature', () => token().split('.')[0]!, 0],
    ['with half of it', () => token().slice(0, -4), 0],
    ['when it is empty', () => '', 0],
    ['when it is nonsense', () => 'a.b', 0],
  ])('is not believed %s', (_, made, laterMs) => {
    expect(verifySigned('progress', made(), new Date(now.getTime() + laterMs))).toBeNull()
  })
})

describe('what is sealed', () => {
  test('looks different each time, so that equal values are not seen to be equal', () => {
    expect(seal('captcha', 'ACDE')).not.toBe(seal('captcha', 'ACDE'))
  })

  test.each([
    ['in its nonce', 0],
    ['in its tag', 15],
    ['in its text', 28],
  ])('cannot be read when one bit was changed %s', (_, at) => {
    const bytes = Buffer.from(seal('captcha', 'ACDE'), 'base64url')
    bytes[at]! ^= 1
    expect(unseal('captcha', bytes.toString('base64url'))).toBeNull()
  })

  test.each(['', 'AAAA', 'not ours at all', Buffer.alloc(40, 9).toString('base64url')])(
    'cannot be read when it was never ours: %s',
    (sealed) => {
      expect(unseal('captcha', sealed)).toBeNull()
    },
  )

  test('is not forged with a short tag', () => {
    for (let length = 0; length < 28; length++) {
      const cut = Buffer.from(seal('captcha', ''), 'base64url').subarray(0, length).toString('base64url')
      expect(unseal('captcha', cut)).toBeNull()
    }
  })
})

test('AUTH_SECRET is what tokens hang on, and DATA_KEY is not', () => {
  const made = { signed: sign('refusal', payload), sealed: seal('captcha', 'ACDE'), hashed: hmac('sms-code', '1') }
  const read = () => ({
    signed: verifySigned('refusal', made.signed, now) !== null,
    sealed: unseal('captcha', made.sealed),
    hashed: hmac('sms-code', '1') === made.hashed,
  })
  const { dataKey, authSecret } = env()
  Object.assign(env(), { dataKey: 'cd'.repeat(32) })
  expect(read()).toEqual({ signed: true, sealed: 'ACDE', hashed: true })
  Object.assign(env(), { dataKey, authSecret: 't'.repeat(32) })
  expect(read()).toEqual({ signed: false, sealed: null, hashed: false })
  Object.assign(env(), { authSecret })
  expect(read()).toEqual({ signed: true, sealed: 'ACDE', hashed: true })
})

test('no root secret is used but to derive from', () => {
  for (const file of ['aes-gcm', 'secrets', 'ciphers', 'blind-index'])
    expect(readFileSync(`lib/shared/${file}.ts`, 'utf8')).not.toMatch(/env\(\)|authSecret|dataKey\b/)
})

test.each([
  ['abc', 'abc', true],
  ['abc', 'abd', false],
  ['abc', 'abcd', false],
  ['', '', true],
])('%j and %j are the same text: %s', (a, b, same) => {
  expect(sameText(a, b)).toBe(same)
})

function bodyOf(value: object) {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
