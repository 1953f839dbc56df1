import fs from 'node:fs'
import { describe, expect, test } from 'vitest'
import { SettingError } from '@/lib/shared/setting-error'
import { readWechatpay } from '@/lib/shared/wechatpay-settings'

const now = new Date('2026-11-30T00:00:00Z')
const at = (name: string) => `tests/fixtures/alipay/${name}`

const whole = {
  WECHATPAY_MCHID: '1900000001',
  WECHATPAY_APPID: 'wx0000000000000001',
  WECHATPAY_SERIAL: 'A'.repeat(40),
  WECHATPAY_PRIVATE_KEY: at('app.key'),
  WECHATPAY_API_KEY: 'k'.repeat(32),
}
const publicKey = { WECHATPAY_PUBLIC_KEY: at('alipay.key'), WECHATPAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_01' }

test('nothing of it is nothing', () => {
  expect(readWechatpay({}, now)).toBeNull()
})

describe('answers are signed', () => {
  test('by 微信支付公钥', () => {
    expect([...readWechatpay({ ...whole, ...publicKey }, now)!.keys.keys()]).toEqual(['PUB_KEY_ID_01'])
  })

  test('by a platform certificate, and by the next one while they change; both kinds while a merchant moves to the key', () => {
    const certificates = fs.readFileSync(at('app.crt'), 'utf8') + fs.readFileSync(at('alipay.crt'), 'utf8')
    const byCertificate = readWechatpay({ ...whole, WECHATPAY_PLATFORM_CERTS: certificates }, now)!
    expect([...byCertificate.keys.keys()]).toEqual([expect.stringMatching(/^[0-9A-F]+$/), expect.stringMatching(/^[0-9A-F]+$/)])
    expect(readWechatpay({ ...whole, ...publicKey, WECHATPAY_PLATFORM_CERTS: certificates }, now)!.keys.size).toBe(3)
  })
})

const wrong: [string, Parameters<typeof readWechatpay>[0], string, Date?][] = [
  ['a part of it', { WECHATPAY_MCHID: '1900000001' }, 'WECHATPAY_APPID: required with WECHATPAY_MCHID'],
  ['nothing to verify answers by', whole, 'WECHATPAY_PUBLIC_KEY: required with WECHATPAY_MCHID'],
  ['a key without its id', { ...whole, WECHATPAY_PUBLIC_KEY: at('alipay.key') }, 'WECHATPAY_PUBLIC_KEY_ID: required with WECHATPAY_MCHID'],
  ['a private key that is none', { ...whole, ...publicKey, WECHATPAY_PRIVATE_KEY: 'AAAA' }, 'WECHATPAY_PRIVATE_KEY: is no private key'],
  ['a certificate that is none', { ...whole, WECHATPAY_PLATFORM_CERTS: at('app.key') }, 'WECHATPAY_PLATFORM_CERTS: is no certificate'],
  [
    'certificates that all ran out',
    { ...whole, WECHATPAY_PLATFORM_CERTS: at('app.crt') },
    'WECHATPAY_PLATFORM_CERTS: ran out on 2126',
    new Date('2200-01-01T00:00:00Z'),
  ],
]
test.each(wrong)('%s: the line names what is wrong', (_, settings, words, then = now) => {
  expect(() => readWechatpay(settings, then)).toThrow(SettingError)
  expect(() => readWechatpay(settings, then)).toThrow(words)
})
