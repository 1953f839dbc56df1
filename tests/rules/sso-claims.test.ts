import { expect, test } from 'vitest'
import { saysMfa, verifiedIdNumber } from '@/lib/identity/sso/claims'
import { withCheckDigit } from '../support/id-numbers'

const now = new Date('2026-06-18T04:00:00Z')
const number = withCheckDigit('13020319850619921')
const from = (claims: Record<string, unknown>, idVerifiedClaim = 'realname') =>
  verifiedIdNumber(claims, { idNumberClaim: 'id_number', idVerifiedClaim }, now)

test.each<[string, Record<string, unknown>, string?]>([
  ['true', { id_number: number, realname: true }],
  ['true as text', { id_number: number, realname: 'true' }],
  ['the value asked for', { id_number: number, level: 'L3' }, 'level=L3'],
  ['the number asked for', { id_number: number, level: 3 }, 'level=3'],
  ['one of several', { id_number: number, level: ['L2', 'L3'] }, 'level=L3'],
  ['nothing where all are verified', { id_number: number }, 'always'],
  ['full-width and with blanks', { id_number: ` ${number.slice(0, 6)} ${number.slice(6).replace('1', '１')}`, realname: true }],
])('a number is taken as verified: %s', (_, claims, rule) => expect(from(claims, rule)).toBe(number))

test.each<[string, Record<string, unknown>, string?]>([
  ['nothing said', { id_number: number }],
  ['false', { id_number: number, realname: false }],
  ['false as text', { id_number: number, realname: 'false' }],
  ['a number where true is asked for', { id_number: number, realname: 1 }],
  ['an object', { id_number: number, realname: { toString: 'true' } }],
  ['another value', { id_number: number, level: 'L33' }, 'level=L3'],
  ['what every object has', { id_number: number }, 'constructor'],
  ['no number', { realname: true }],
  ['a number as a number', { id_number: 130203198506199, realname: true }],
  ['a wrong check digit', { id_number: `${number.slice(0, 17)}${number[17] === '0' ? '1' : '0'}`, realname: true }],
  ['a masked number', { id_number: `${number.slice(0, 4)}**********${number.slice(-4)}`, realname: true }],
  ['a passport', { id_number: 'E12345678', realname: true }],
  ['nothing', { id_number: '', realname: true }],
  ['very much', { id_number: number.repeat(1000), realname: true }],
])('a number is not taken as verified: %s', (_, claims, rule) => expect(from(claims, rule)).toBeNull())

test('a second factor is what the provider says by acr or among amr, and only where the settings name it', () => {
  expect(saysMfa({ acr: 'two' }, 'two')).toBe(true)
  expect(saysMfa({ amr: ['pwd', 'mfa'] }, 'mfa')).toBe(true)
  for (const claims of [{}, { acr: 'one' }, { amr: 'mfa' }, { amr: ['pwd'] }]) expect(saysMfa(claims, 'mfa')).toBe(false)
  for (const claims of [{}, { acr: undefined }, { acr: 'two', amr: ['mfa'] }]) expect(saysMfa(claims, undefined)).toBe(false)
})
