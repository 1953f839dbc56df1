import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readSettings, SettingError } from '@/lib/shared/env'

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
    ['a DATA_KEY that is no hexadecimal number', { DATA_KEY: 'g'.repeat(64) }, 'DATA_KEY'],
    ['no APP_URL', { APP_URL: undefined }, 'APP_URL'],
    ['an APP_URL that is no address', { APP_URL: 'xueshi' }, 'APP_URL'],
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
