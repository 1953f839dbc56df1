import { beforeAll, describe, expect, test, vi } from 'vitest'
import { decrypt, encrypt, hmac, sameText, sign, verifySigned } from '@/lib/shared/secrets'

// A key of the test's own; read when first used.
beforeAll(() => {
  vi.stubEnv('DATABASE_URL', 'postgres://nowhere')
  vi.stubEnv('AUTH_SECRET', 's'.repeat(32))
  vi.stubEnv('DATA_KEY', 'ab'.repeat(32))
  vi.stubEnv('APP_URL', 'https://xueshi.example')
})

describe('what is encrypted', () => {
  test.each(['130203198001011228', '', '阿依古丽·买买提', 'x'.repeat(10_000)])('comes back as it was: %.20s', (text) => {
    expect(decrypt(encrypt(text)).toString()).toBe(text)
  })

  test('looks different each time, so that equal values are not seen to be equal', () => {
    expect(encrypt('130203198001011228')).not.toBe(encrypt('130203198001011228'))
  })

  test.each([
    ['in its nonce', 0],
    ['in its tag', 15],
    ['in its text', 30],
  ])('cannot be read when one bit was changed %s', (_, at) => {
    const bytes = Buffer.from(encrypt('130203198001011228'), 'base64url')
    bytes[at]! ^= 1
    expect(() => decrypt(bytes.toString('base64url'))).toThrow()
  })

  test.each(['', 'AAAA', 'not ours at all', encryptedElsewhere()])('cannot be read when it was never ours: %s', (sealed) => {
    expect(() => decrypt(sealed)).toThrow()
  })
})

describe('what is signed', () => {
  const now = new Date('2026-06-18T04:00:00Z')
  const payload = { traineeId: 'a', exp: now.getTime() + 1000 }
  const token = sign.bind(null, 'progress', payload)

  test('is believed', () => {
    expect(verifySigned('progress', token(), now)).toEqual(payload)
  })

  test.each<[string, () => string, string, number]>([
    ['when it expired', token, 'progress', 1000],
    ['for another purpose', token, 'answers', 0],
    ['with another payload', () => `${bodyOf({ ...payload, traineeId: 'b' })}.${token().split('.')[1]}`, 'progress', 0],
    ['with a longer life', () => `${bodyOf({ ...payload, exp: now.getTime() + 1e9 })}.${token().split('.')[1]}`, 'progress', 0],
    ['without its signature', () => token().split('.')[0]!, 'progress', 0],
    ['with half of it', () => token().slice(0, -4), 'progress', 0],
    ['when it is empty', () => '', 'progress', 0],
    ['when it is nonsense', () => 'a.b', 'progress', 0],
  ])('is not believed %s', (_, made, purpose, laterMs) => {
    expect(verifySigned(purpose, made(), new Date(now.getTime() + laterMs))).toBeNull()
  })
})

test('a value made for one purpose proves nothing in another', () => {
  expect(hmac('id-number', '130203198001011228')).not.toBe(hmac('sms-code', '130203198001011228'))
  expect(hmac('id-number', '130203198001011228')).toBe(hmac('id-number', '130203198001011228'))
})

test.each([
  ['abc', 'abc', true],
  ['abc', 'abd', false],
  ['abc', 'abcd', false],
  ['', '', true],
])('%j and %j are the same text: %s', (a, b, same) => {
  expect(sameText(a, b)).toBe(same)
})

function bodyOf(payload: object) {
  return Buffer.from(JSON.stringify(payload)).toString('base64url')
}

/** Sealed with another key: nonce, tag and text that our key does not fit. */
function encryptedElsewhere() {
  return Buffer.alloc(40, 9).toString('base64url')
}
