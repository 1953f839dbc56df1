import fs from 'node:fs'
import { expect, test } from 'vitest'
import { readAlipay } from '@/lib/shared/alipay-settings'
import { SettingError } from '@/lib/shared/setting-error'

const now = new Date('2026-11-30T00:00:00Z')
const at = (name: string) => `tests/fixtures/alipay/${name}`
const text = (name: string) => fs.readFileSync(at(name), 'utf8')

const whose = { ALIPAY_APP_ID: '2021000000000001', ALIPAY_SELLER_ID: '2088000000000001', ALIPAY_PRIVATE_KEY: at('app.key') }
const certificates = { ALIPAY_APP_CERT: at('app.crt'), ALIPAY_CERT: at('alipay.crt'), ALIPAY_ROOT_CERT: at('root.crt') }
const publicKey = { ALIPAY_PUBLIC_KEY: at('alipay.key') } // a private key holds its public one

test('nothing of it is nothing', () => {
  expect(readAlipay({}, now)).toBeNull()
})

test('a key is read from a file, as PEM, and as the bare base64 that platforms hand out', () => {
  const bare = text('app.key').replace(/-----[^-]+-----/g, '')
  const one = (key: string) => readAlipay({ ...whose, ...publicKey, ALIPAY_PRIVATE_KEY: key }, now)!
  for (const key of [at('app.key'), text('app.key'), bare, bare.replace(/\s/g, '')])
    expect(one(key).privateKey).toMatch(/^-----BEGIN PRIVATE KEY-----\n/)
  expect(new Set([at('app.key'), text('app.key'), bare].map((key) => one(key).privateKey)).size).toBe(1)
})

test('either a public key or three certificates', () => {
  expect(readAlipay({ ...whose, ...publicKey }, now)!.proof).toHaveProperty('publicKey')
  expect(readAlipay({ ...whose, ...certificates }, now)!.proof).toHaveProperty('rootCert')
})

const wrong: [string, Parameters<typeof readAlipay>[0], string, Date?][] = [
  ['a part of it', { ALIPAY_APP_ID: whose.ALIPAY_APP_ID }, 'ALIPAY_SELLER_ID: required with ALIPAY_APP_ID'],
  ['no public key', whose, 'ALIPAY_PUBLIC_KEY: required with ALIPAY_APP_ID'],
  ['two of the certificates', { ...whose, ...certificates, ALIPAY_ROOT_CERT: undefined }, 'ALIPAY_ROOT_CERT: required with ALIPAY_APP_ID'],
  ['both', { ...whose, ...publicKey, ...certificates }, 'ALIPAY_PUBLIC_KEY: not together with ALIPAY_CERT'],
  [
    'a file that is not there',
    { ...whose, ...publicKey, ALIPAY_PRIVATE_KEY: '/nowhere/key.pem' },
    'ALIPAY_PRIVATE_KEY: the file cannot be read (ENOENT)',
  ],
  ['a key that is none', { ...whose, ...publicKey, ALIPAY_PRIVATE_KEY: 'AAAA' }, 'ALIPAY_PRIVATE_KEY: is no private key'],
  [
    'a certificate in place of the key',
    { ...whose, ...publicKey, ALIPAY_PRIVATE_KEY: at('app.crt') },
    'ALIPAY_PRIVATE_KEY: is no private key',
  ],
  ['a certificate that is none', { ...whose, ...certificates, ALIPAY_CERT: at('app.key') }, 'ALIPAY_CERT: is no certificate'],
  [
    'a key of another certificate',
    { ...whose, ...certificates, ALIPAY_PRIVATE_KEY: at('alipay.key') },
    'ALIPAY_PRIVATE_KEY: does not belong to ALIPAY_APP_CERT',
  ],
  ['a certificate that ran out', { ...whose, ...certificates }, 'ALIPAY_APP_CERT: ran out on 2126', new Date('2200-01-01T00:00:00Z')],
]
test.each(wrong)('%s: the line names what is wrong', (_, settings, words, then = now) => {
  expect(() => readAlipay(settings, then)).toThrow(SettingError)
  expect(() => readAlipay(settings, then)).toThrow(words)
})
