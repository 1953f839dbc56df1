import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { type Check, readinessOf } from '@/lib/admin/readiness-rules'
import { issuer } from '@/lib/certificates/issuer'
import { doneOnline, waysToPay } from '@/lib/checkout/ways-to-pay'
import {
  activationPromise,
  correctionPromise,
  decisionPromise,
  decisionPromiseToStaff,
  namePromise,
  oldPhonePromise,
  openedPromise,
  registrationRefusal,
  resetPromise,
} from '@/lib/identity/promises'
import { unidentifiedObstacles } from '@/lib/shared/bureau'
import { readSettings } from '@/lib/shared/env'
import { messages } from '@/lib/shared/messages'
import { refusalText } from '@/lib/shared/refusal-text'
import { outcome } from '../support/outcome'

const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'xueshi-readiness-'))
afterAll(() => fs.rmSync(dataDir, { recursive: true }))

const templates = ['ENTERPRISE_APPROVED', 'ENTERPRISE_REJECTED', 'LEARNING_REMINDER', 'ROSTER_OPENED', 'CORRECTION_DECIDED', 'PHONE_CHANGE']

/** A bureau that has set everything. */
const whole: Record<string, string> = {
  DATA_DIR: dataDir,
  DATABASE_URL: 'postgres://xueshi@db.example/xueshi',
  AUTH_SECRET: 's'.repeat(32),
  DATA_KEY: '0123456789abcdef'.repeat(4),
  APP_URL: 'https://xueshi.example',
  TRUST_PROXY: '1',
  PORTAL_NAME: '海港市继续教育网',
  ISSUER_NAME: '海港市人力资源和社会保障局',
  OFFICE_NAME: '海港市培训中心',
  HOTLINE: '0315-2801234',
  HOTLINE_HOURS: '工作日 9:00–17:00',
  ICP_NUMBER: '冀ICP备12345678号-1',
  POLICE_NUMBER: '冀公网安备13020012345678号',
  TRANSFER_NAME: '海港市培训中心',
  TRANSFER_BANK: '海港银行',
  TRANSFER_ACCOUNT: '0403012345678',
  SMS_PROVIDER: 'aliyun',
  SMS_KEY_ID: 'id',
  SMS_KEY_SECRET: 'secret',
  SMS_SIGN_NAME: '海港继续教育',
  SMS_TEMPLATE_ID: 'SMS_1',
  ...Object.fromEntries(templates.map((name) => [`SMS_TEMPLATE_${name}`, 'SMS_2'])),
}

const current = { env: readSettings(whole) }
vi.mock('@/lib/shared/env', async (original) => ({ ...(await original<object>()), env: () => current.env }))

/** The portal with these settings left out; the others are what hangs on them. */
function without(...names: string[]) {
  const settings = { ...whole }
  for (const name of names) delete settings[name]
  current.env = readSettings(settings)
  return current.env
}

const stateOf = (checks: Check[], setting: string) => checks.find(({ settings }) => settings.includes(setting))?.state
const everything = { online: true, tools: true }
const sms = Object.keys(whole).filter((name) => name.startsWith('SMS_'))
const transfer = ['TRANSFER_NAME', 'TRANSFER_BANK', 'TRANSFER_ACCOUNT']

describe('上线检查', () => {
  test('finds nothing where all is set', () => {
    expect(readinessOf(without(), everything).filter(({ state }) => state !== 'set')).toEqual([])
  })

  test.each<[unset: string[], state: Check['state']]>([
    [['PORTAL_NAME'], 'required'],
    [['ISSUER_NAME'], 'required'],
    [['HOTLINE'], 'required'],
    [['HOTLINE_HOURS'], 'look'],
    [['ICP_NUMBER'], 'look'],
    [['POLICE_NUMBER'], 'look'],
    [sms, 'missing'],
    ...templates.map((name): [string[], Check['state']] => [[`SMS_TEMPLATE_${name}`], 'look']),
    [['TRUST_PROXY'], 'look'],
  ])('says of %j unset that it is %s, to whom and how', (unset, state) => {
    const checks = readinessOf(without(...unset), everything)
    const open = checks.filter((check) => check.state !== 'set')
    expect(stateOf(checks, unset[0]!)).toBe(state)
    for (const { means, how, log, settings } of open) {
      expect(means).toMatch(/^(所有人|学员|单位|职工|访问者|安全人员|系统管理员|内容编辑)[^：]*：.+。$/)
      expect(how).toMatch(/。$/)
      expect(log).not.toMatch(/[\u4e00-\u9fff\n]/)
      expect(settings.length).toBeGreaterThan(0)
    }
  })

  test('says that nobody can pay, that finance confirms by hand, that lessons cannot be made, that a key is being changed', () => {
    const none = readinessOf(without(...transfer), { online: false, tools: false })
    expect(none.filter(({ state }) => state === 'missing').map(({ title }) => title)).toEqual(['收款方式', '视频转码'])
    const byHand = readinessOf(without(), { online: false, tools: true })
    expect(byHand.filter(({ state }) => state !== 'set').map(({ title }) => title)).toEqual(['在线支付'])
    current.env = readSettings({ ...whole, DATA_KEY_PREVIOUS: 'ab'.repeat(32) })
    expect(stateOf(readinessOf(current.env, everything), 'DATA_KEY_PREVIOUS')).toBe('look')
  })

  test('every setting of the texts is one that is read', () => {
    const readme = fs.readFileSync('README.md', 'utf8')
    for (const { settings } of readinessOf(without(), everything))
      for (const name of settings)
        expect(readme, name).toContain(
          name.startsWith('SMS_TEMPLATE_') && name !== 'SMS_TEMPLATE_ID' ? name.replace('SMS_TEMPLATE', '') : name,
        )
  })
})

describe('what identifies the bureau', () => {
  test.each(['PORTAL_NAME', 'ISSUER_NAME', 'HOTLINE'])('without %s nothing is published and nobody registers', (name) => {
    const env = without(name)
    expect(unidentifiedObstacles(env)).toHaveLength(1)
    expect(unidentifiedObstacles(env)[0]).toContain('上线检查')
    expect(registrationRefusal(env)).toBe('registration_closed')
  })

  test('a certificate is never issued in the name of nobody', async () => {
    without('ISSUER_NAME')
    expect(await outcome(Promise.resolve().then(issuer))).toBe('issuer_missing')
    without()
    expect(issuer()).toBe('海港市人力资源和社会保障局')
  })

  test('whole, it publishes and registers', () => {
    expect(unidentifiedObstacles(without())).toEqual([])
    expect(registrationRefusal(current.env)).toBeNull()
  })
})

describe('whom a sentence sends people to', () => {
  test.each<[unset: string[], helpline: string]>([
    [[], '拨打服务热线 0315-2801234'],
    [['HOTLINE'], '联系海港市培训中心'],
    [['HOTLINE', 'OFFICE_NAME'], '联系海港市人力资源和社会保障局'],
    [['HOTLINE', 'OFFICE_NAME', 'ISSUER_NAME'], '联系本平台的主办单位'],
  ])('without %j: %s', (unset, helpline) => {
    without(...unset)
    expect(refusalText({ code: 'enrolment_closed', facts: {} })).toBe(`这个班的报名已结束。请选择其他班级，或${helpline}。`)
  })

  test('no refusal names a number by itself', () => {
    for (const text of Object.values(messages)) expect(text).not.toContain('{hotline}')
  })
})

describe('a sentence that promises a message', () => {
  test.each<[says: () => string, hangsOn: string[]]>([
    [decisionPromise, ['ENTERPRISE_APPROVED']],
    [decisionPromise, ['ENTERPRISE_REJECTED']],
    [decisionPromiseToStaff, ['ENTERPRISE_APPROVED']],
    [correctionPromise, ['CORRECTION_DECIDED']],
    [namePromise, ['CORRECTION_DECIDED']],
    [oldPhonePromise, ['PHONE_CHANGE']],
    [openedPromise, ['ROSTER_OPENED']],
  ])('%o is another one without the template %j', (says, hangsOn) => {
    without()
    const promise = says()
    expect(promise).toMatch(/短信/)
    without(...hangsOn.map((name) => `SMS_TEMPLATE_${name}`))
    expect(says()).not.toBe(promise)
    expect(says()).not.toMatch(/(?<!不)(会|并)[发收][到]?短信/)
  })

  test.each([openedPromise, activationPromise, resetPromise])('%o is another one without codes', (says) => {
    without()
    const promise = says()
    without(...sms)
    expect(says()).not.toBe(promise)
    expect(registrationRefusal(current.env)).toBe('sms_unavailable')
  })
})

test('what can be paid with hangs on the settings', () => {
  without()
  expect(waysToPay('trainee').map(({ name }) => name)).toEqual(['银行转账'])
  expect(doneOnline()).not.toContain('缴费')
  expect(waysToPay('enterprise').map(({ name }) => name)).toEqual(['对公转账'])
  without(...transfer)
  expect([...waysToPay('trainee'), ...waysToPay('enterprise')]).toEqual([])
  current.env = readSettings({ DATA_DIR: dataDir })
  expect(waysToPay('trainee').map(({ name }) => name)).not.toContain('银行转账')
  expect(doneOnline()).toContain('缴费')
})
