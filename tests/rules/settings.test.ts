import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readSettings } from '@/lib/shared/env'
import { SettingError } from '@/lib/shared/setting-error'

const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'xueshi-settings-'))
afterAll(() => fs.rmSync(dataDir, { recursive: true }))

const production = {
  DATA_DIR: dataDir,
  DATABASE_URL: 'postgres://xueshi@db.example/xueshi',
  AUTH_SECRET: 's'.repeat(32),
  DATA_KEY: '0123456789abcdef'.repeat(4),
  APP_URL: 'https://xueshi.example',
}

/** The line an operator reads. */
function refusalOf(settings: Record<string, string | undefined>): string {
  try {
    readSettings(settings)
  } catch (error) {
    if (error instanceof SettingError) return error.message
    throw error
  }
  throw new Error('these settings were accepted')
}

describe('production starts', () => {
  test('with its settings complete', () => {
    expect(readSettings(production)).toMatchObject({
      mode: 'production',
      databaseUrl: production.DATABASE_URL,
      authSecret: production.AUTH_SECRET,
      dataKey: production.DATA_KEY,
      appUrl: production.APP_URL,
      testCaptcha: undefined,
    })
  })

  test.each([
    ['no AUTH_SECRET', { AUTH_SECRET: undefined }, 'AUTH_SECRET'],
    ['an empty AUTH_SECRET', { AUTH_SECRET: '' }, 'AUTH_SECRET'],
    ['an AUTH_SECRET of 31 characters', { AUTH_SECRET: 's'.repeat(31) }, 'AUTH_SECRET'],
    ['no DATA_KEY', { DATA_KEY: undefined }, 'DATA_KEY'],
    ['an empty DATA_KEY', { DATA_KEY: '' }, 'DATA_KEY'],
    ['a DATA_KEY of 63 digits', { DATA_KEY: '0'.repeat(63) }, 'DATA_KEY'],
    ['a DATA_KEY of 65 digits', { DATA_KEY: '0'.repeat(65) }, 'DATA_KEY'],
    ['a DATA_KEY_PREVIOUS of 63 digits', { DATA_KEY_PREVIOUS: '0'.repeat(63) }, 'DATA_KEY_PREVIOUS'],
    ['a DATA_KEY_PREVIOUS that is the same', { DATA_KEY_PREVIOUS: '0123456789ABCDEF'.repeat(4) }, 'DATA_KEY_PREVIOUS'],
    ['a DATA_KEY that is no hexadecimal number', { DATA_KEY: 'g'.repeat(64) }, 'DATA_KEY'],
    ['no APP_URL', { APP_URL: undefined }, 'APP_URL'],
    ['an APP_URL that is no address', { APP_URL: 'xueshi' }, 'APP_URL'],
    ['an APP_URL by http', { APP_URL: 'http://xueshi.example' }, 'APP_URL'],
    ['an APP_URL by http to another machine of the house', { APP_URL: 'http://192.168.0.10:3000' }, 'APP_URL'],
    ['an APP_URL of another kind', { APP_URL: 'ftp://xueshi.example', INSECURE_HTTP: '1' }, 'APP_URL'],
    ['an INSECURE_HTTP that is neither', { INSECURE_HTTP: 'yes' }, 'INSECURE_HTTP'],
    ['a SECURITY_CONTACT nobody can write to', { SECURITY_CONTACT: 'the office' }, 'SECURITY_CONTACT'],
    ['a DATABASE_URL of another kind', { DATABASE_URL: 'mysql://db.example/xueshi' }, 'DATABASE_URL'],
    ['a captcha that lets testers in', { TEST_CAPTCHA: 'open' }, 'TEST_CAPTCHA'],
    ['a PORT that is none', { PORT: '70000' }, 'PORT'],
    ['a WEB_CONCURRENCY of nothing', { WEB_CONCURRENCY: '0' }, 'WEB_CONCURRENCY'],
    ['a TRUST_PROXY that is neither', { TRUST_PROXY: 'yes' }, 'TRUST_PROXY'],
  ])('not with %s, and the line names the setting', (_, change, setting) => {
    const line = refusalOf({ ...production, ...change })
    expect(line).toMatch(new RegExp(`^${setting}: .+`))
    expect(line).not.toContain('\n')
  })

  test.each([
    ['http where that was said', { APP_URL: 'http://xueshi.example', INSECURE_HTTP: '1' }],
    ['http on this machine', { APP_URL: 'http://127.0.0.1:3000' }],
    ['http on this machine by name', { APP_URL: 'http://localhost:3000' }],
    ['http on this machine in six', { APP_URL: 'http://[::1]:3000' }],
  ])('with %s', (_, change) => {
    expect(readSettings({ ...production, ...change }).appUrl).toBe(change.APP_URL)
  })

  test('and says whom to tell of a hole: the hotline, or whoever is set', () => {
    expect(readSettings(production).securityContact).toBeNull()
    expect(readSettings({ ...production, HOTLINE: '0315-2818888' }).securityContact).toBe('tel:03152818888')
    expect(readSettings({ ...production, SECURITY_CONTACT: 'mailto:security@xueshi.example' }).securityContact).toBe(
      'mailto:security@xueshi.example',
    )
  })

  const provider = { SMS_KEY_ID: 'id', SMS_KEY_SECRET: 'hunter2', SMS_SIGN_NAME: '【学时平台】', SMS_TEMPLATE_ID: 'SMS_1' }
  test.each([
    ['a provider nobody knows', { ...provider, SMS_PROVIDER: 'pigeon' }, 'SMS_PROVIDER'],
    ['keys of no provider', { SMS_KEY_ID: 'id' }, 'SMS_PROVIDER'],
    ['an endpoint of no provider', { SMS_ENDPOINT: 'https://sms.example' }, 'SMS_PROVIDER'],
    ['no key', { ...provider, SMS_PROVIDER: 'aliyun', SMS_KEY_ID: undefined }, 'SMS_KEY_ID'],
    ['no secret', { ...provider, SMS_PROVIDER: 'aliyun', SMS_KEY_SECRET: '' }, 'SMS_KEY_SECRET'],
    ['no signature', { ...provider, SMS_PROVIDER: 'aliyun', SMS_SIGN_NAME: undefined }, 'SMS_SIGN_NAME'],
    ['no template', { ...provider, SMS_PROVIDER: 'aliyun', SMS_TEMPLATE_ID: undefined }, 'SMS_TEMPLATE_ID'],
    ['Tencent without its application', { ...provider, SMS_PROVIDER: 'tencent' }, 'SMS_APP_ID'],
    ['codes sent in the clear', { ...provider, SMS_PROVIDER: 'aliyun', SMS_ENDPOINT: 'http://sms.example' }, 'SMS_ENDPOINT'],
  ])('not with %s, and the line names the setting', (_, change, setting) => {
    const line = refusalOf({ ...production, ...change })
    expect(line).toMatch(new RegExp(`^${setting}: .+`))
    expect(line).not.toMatch(/\n|hunter2/)
  })

  test('without a provider of messages: it sends none', () => {
    expect(readSettings(production).sms).toBeNull()
  })

  test('with one, whose signature may be written with its brackets', () => {
    const { sms } = readSettings({ ...production, ...provider, SMS_PROVIDER: 'tencent', SMS_APP_ID: '1400006666' })
    expect(sms).toMatchObject({
      provider: 'tencent',
      keySecret: 'hunter2',
      signName: '学时平台',
      appId: '1400006666',
      region: 'ap-guangzhou',
    })
  })

  test('with templates of other messages, each its own; never without a provider', () => {
    const given = { ...production, ...provider, SMS_PROVIDER: 'aliyun', SMS_TEMPLATE_ENTERPRISE_APPROVED: 'SMS_2' }
    expect(readSettings(given).sms).toMatchObject({ noticeTemplates: { enterprise_approved: 'SMS_2', roster_opened: undefined } })
    expect(() => readSettings({ ...production, SMS_TEMPLATE_ROSTER_OPENED: 'SMS_2' })).toThrow(/^SMS_PROVIDER/)
  })

  const oidc = { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'xueshi', OIDC_CLIENT_SECRET: 'hunter2', OIDC_DOORS: 'staff' }
  const numbers = { OIDC_ID_NUMBER_CLAIM: 'id_number', OIDC_ID_VERIFIED_CLAIM: 'realname' }
  test.each([
    ['an issuer without TLS', { ...oidc, OIDC_ISSUER: 'http://id.example' }, 'OIDC_ISSUER'],
    ['an issuer that only begins like this machine', { ...oidc, OIDC_ISSUER: 'http://localhost.example' }, 'OIDC_ISSUER'],
    ['no issuer', { ...oidc, OIDC_ISSUER: undefined }, 'OIDC_ISSUER'],
    ['no client', { ...oidc, OIDC_CLIENT_ID: '' }, 'OIDC_CLIENT_ID'],
    ['no secret', { ...oidc, OIDC_CLIENT_SECRET: undefined }, 'OIDC_CLIENT_SECRET'],
    ['no door', { ...oidc, OIDC_DOORS: undefined }, 'OIDC_DOORS'],
    ['a door it has none for', { ...oidc, OIDC_DOORS: 'enterprise' }, 'OIDC_DOORS'],
    ['a scope that asks for no id_token', { ...oidc, OIDC_SCOPE: 'profile' }, 'OIDC_SCOPE'],
    [
      'trainees and no claim of the number',
      { ...oidc, ...numbers, OIDC_DOORS: 'both', OIDC_ID_NUMBER_CLAIM: undefined },
      'OIDC_ID_NUMBER_CLAIM',
    ],
    [
      'trainees and no claim that it is verified',
      { ...oidc, ...numbers, OIDC_DOORS: 'trainee', OIDC_ID_VERIFIED_CLAIM: '' },
      'OIDC_ID_VERIFIED_CLAIM',
    ],
    ['a name of nothing', { OIDC_NAME: '统一身份认证' }, 'OIDC_ISSUER'],
  ])('not with %s for 统一身份认证', (_, change, setting) => {
    const line = refusalOf({ ...production, ...change })
    expect(line).toMatch(new RegExp(`^${setting}: .+`))
    expect(line).not.toMatch(/\n|hunter2/)
  })

  test('with 统一身份认证 for the doors named, or without any', () => {
    expect(readSettings(production).oidc).toBeNull()
    expect(readSettings({ ...production, ...oidc }).oidc).toMatchObject({
      doors: ['staff'],
      name: '统一身份认证',
      scope: 'openid profile',
      mfa: undefined,
    })
    expect(
      readSettings({ ...production, ...oidc, ...numbers, OIDC_DOORS: 'both', OIDC_ISSUER: 'http://127.0.0.1:4000' }).oidc,
    ).toMatchObject({
      doors: ['staff', 'trainee'],
      issuer: 'http://127.0.0.1:4000',
      idNumberClaim: 'id_number',
    })
  })

  const bucket = { S3_ENDPOINT: 'https://s3.example', S3_BUCKET: 'xueshi', S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret' }
  test('with files in a bucket when all of it is told', () => {
    expect(readSettings({ ...production, ...bucket }).s3).toEqual({
      endpoint: 'https://s3.example',
      bucket: 'xueshi',
      region: 'us-east-1',
      accessKeyId: 'id',
      secretAccessKey: 'secret',
    })
    expect(readSettings(production).s3).toBeUndefined()
  })

  test.each([...Object.keys(bucket)])('not with a bucket without %s', (setting) => {
    expect(refusalOf({ ...production, ...bucket, [setting]: undefined })).toBe(`${setting}: required with the other S3 settings`)
  })

  test.each([
    ['S3_ENDPOINT', 'minio:9000'],
    ['S3_BUCKET', 'My Bucket'],
  ])('not with a wrong %s', (setting, value) => {
    expect(refusalOf({ ...production, ...bucket, [setting]: value })).toMatch(new RegExp(`^${setting}: `))
  })

  test('a new phone waits a day at least, a week at most', () => {
    expect(readSettings(production).phoneChangeHours).toBe(24)
    expect(readSettings({ ...production, PHONE_CHANGE_HOURS: '72' }).phoneChangeHours).toBe(72)
    for (const hours of ['0', '23', '169', 'x'])
      expect(refusalOf({ ...production, PHONE_CHANGE_HOURS: hours })).toMatch(/^PHONE_CHANGE_HOURS: /)
  })

  test('and says nothing of its own where a bureau would be named', () => {
    const said = JSON.stringify(readSettings(production))
    for (const ofDemo of ['示范', '唐山', '工考办', '4000968823', '00000000', '8:30']) expect(said).not.toContain(ofDemo)
  })

  test.each(['PORTAL_NAME', 'ISSUER_NAME', 'OFFICE_NAME', 'HOTLINE_HOURS', 'ICP_NUMBER', 'POLICE_NUMBER'])(
    'with %s as it was set',
    (setting) => {
      expect(JSON.stringify(readSettings({ ...production, [setting]: '海港市人社局 8' }))).toContain('海港市人社局 8')
    },
  )

  test('not with a HOTLINE that nobody can dial', () => {
    expect(refusalOf({ ...production, HOTLINE: '请咨询人社局' })).toMatch(/^HOTLINE: /)
  })

  test('without saying a secret aloud', () => {
    expect(refusalOf({ ...production, DATA_KEY: 'hunter2' })).not.toContain('hunter2')
  })
})

describe('a demo starts', () => {
  test('with nothing set: it makes secrets of its own and keeps them, for its owner only', () => {
    const demo = readSettings({ DATA_DIR: dataDir })
    expect(demo).toMatchObject({
      mode: 'demo',
      port: 3000,
      appUrl: 'http://127.0.0.1:3000',
      trustProxy: false,
      concurrency: 1,
      sms: { provider: 'demo' },
    })
    expect(demo.dataKey).toMatch(/^[0-9a-f]{64}$/)
    expect(demo.authSecret.length).toBeGreaterThanOrEqual(32)
    expect(readSettings({ DATA_DIR: dataDir })).toEqual(demo)
    if (process.platform !== 'win32') expect(fs.statSync(path.join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600)
  })

  test('and takes a captcha for testers', () => {
    expect(readSettings({ DATA_DIR: dataDir, TEST_CAPTCHA: 'open' }).testCaptcha).toBe('open')
  })
})

describe('the audit log', () => {
  test('keeps its entries for two years unless told otherwise, and never for less than 180 days', () => {
    expect(readSettings(production)).toMatchObject({ auditKeepDays: 730, auditSigningKey: undefined, auditTrustedKeys: [] })
    expect(readSettings({ ...production, AUDIT_KEEP_DAYS: '180' }).auditKeepDays).toBe(180)
    expect(refusalOf({ ...production, AUDIT_KEEP_DAYS: '179' })).toMatch(/^AUDIT_KEEP_DAYS: must be at least 180/)
  })

  test('takes a key of its own, and keys that were in use before', () => {
    const [key, former] = ['ab'.repeat(32), 'x'.repeat(43)]
    const settings = { ...production, AUDIT_SIGNING_KEY: key, AUDIT_TRUSTED_KEYS: `${former},${former}` }
    expect(readSettings(settings)).toMatchObject({ auditSigningKey: key, auditTrustedKeys: [former, former] })
    expect(refusalOf({ ...production, AUDIT_SIGNING_KEY: 'short' })).toMatch(/^AUDIT_SIGNING_KEY: /)
    expect(refusalOf({ ...production, AUDIT_TRUSTED_KEYS: 'short' })).toMatch(/^AUDIT_TRUSTED_KEYS: /)
  })
})
