import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { db } from '@/db/client'
import { attemptLimits, demoMessages } from '@/db/schema/identity'
import { notifyByPhone } from '@/lib/identity/notify'
import { resetPassword, sendRecoveryCode, startRecovery } from '@/lib/identity/recover-password'
import { sendMessage } from '@/lib/identity/send-message'
import { nobody, redeemCode, sendCode } from '@/lib/identity/sms'
import { aliyun } from '@/lib/identity/sms-providers/aliyun'
import { demoPhone } from '@/lib/identity/sms-providers/demo-phone'
import { SmsFailure, type SmsProvider } from '@/lib/identity/sms-providers/provider'
import { tencent } from '@/lib/identity/sms-providers/tencent'
import { jobHandlers } from '@/lib/job-handlers'
import { inTransaction } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { startJobs } from '@/lib/shared/jobs'
import { createLog } from '@/lib/shared/log'
import { seal } from '@/lib/shared/secrets'
import { formatDay, later, minutes } from '@/lib/shared/time'
import { aSolvedCaptcha } from '../support/captcha'
import { outcome, outcomes, tallied } from '../support/outcome'
import { codeSentTo, messagesTo } from '../support/phone'
import { anSmsProvider } from '../support/sms-stand-in'
import { asSystem, asVisitor, aTrainee, noon } from '../support/world'

let serial = 0
const aPhone = () =>
  `137${String(process.pid * 100 + ++serial)
    .padStart(8, '0')
    .slice(-8)}`
const sealed = (phone: string, code: string, expiresAt = later(noon, minutes(5))) => ({
  sealed: seal('waiting-message', JSON.stringify({ phone, code, expiresAt: expiresAt.getTime() })),
})

/** Everything that is logged while `work` runs. */
async function loggedDuring(work: () => Promise<unknown>): Promise<string> {
  const written: string[] = []
  const shared = globalThis as { xueshiLog?: unknown }
  const before = shared.xueshiLog
  shared.xueshiLog = createLog('debug', { write: (line) => void written.push(line) })
  try {
    await work()
  } finally {
    shared.xueshiLog = before
  }
  return written.join('')
}

const makers = { aliyun, tencent }
describe.each(['aliyun', 'tencent'] as const)('%s', (kind) => {
  let standIn: Awaited<ReturnType<typeof anSmsProvider>>
  let provider: SmsProvider
  beforeEach(async () => {
    standIn = await anSmsProvider(kind)
    provider = await makers[kind](standIn.settings)
  })
  afterEach(() => standIn.close())
  const send = (phone: string, code: string) => sendMessage(asSystem(), sealed(phone, code), () => Promise.resolve(provider))

  test('gets phone, signature, template and code, signed as it asks', async () => {
    await send('13800006021', '004271')
    const both = { signName: '学时平台', templateId: standIn.settings.templateId }
    expect(standIn.received).toEqual([
      kind === 'aliyun'
        ? { ...both, phone: '13800006021', parameters: { code: '004271' } }
        : { ...both, phone: '+8613800006021', parameters: ['004271'], appId: '1400006666', region: 'ap-guangzhou' },
    ])
  })

  test('gets a notice with its own template and its gaps in order, cut to what a gap may hold', async () => {
    const notice = {
      phone: '13800006021',
      kind: 'enterprise_approved',
      facts: { enterprise: '唐'.repeat(40) },
      expiresAt: noon.getTime() + 1,
    }
    await sendMessage(asSystem(), { sealed: seal('waiting-message', JSON.stringify(notice)) }, () => Promise.resolve(provider))
    const enterprise = `${'唐'.repeat(34)}…`
    expect(standIn.received).toMatchObject([
      { templateId: standIn.settings.noticeTemplates.enterprise_approved, parameters: kind === 'aliyun' ? { enterprise } : [enterprise] },
    ])
  })

  test('refuses a wrong secret, and that is given up', async () => {
    provider = await makers[kind]({ ...standIn.settings, keySecret: 'another' })
    const log = await loggedDuring(() => send('13800006021', '004271'))
    expect(standIn.received).toEqual([])
    expect(log).toMatch(/SignatureDoesNotMatch|AuthFailure\.SignatureFailure/)
  })

  const givenUp = {
    aliyun: [
      'isv.BUSINESS_LIMIT_CONTROL',
      'isv.AMOUNT_NOT_ENOUGH',
      'isv.MOBILE_NUMBER_ILLEGAL',
      'isv.SMS_TEMPLATE_ILLEGAL',
      'isv.OUT_OF_SERVICE',
    ],
    tencent: [
      'LimitExceeded.PhoneNumberDailyLimit',
      'LimitExceeded.PhoneNumberThirtySecondLimit',
      'FailedOperation.InsufficientBalanceInSmsPackage',
      'InvalidParameterValue.IncorrectPhoneNumber',
      'FailedOperation.TemplateUnapprovedOrNotExist',
    ],
  }[kind]
  test.each(givenUp)('answers %s: another try would hear the same, so it is given up and said in the log', async (code) => {
    standIn.answer({ code })
    const log = await loggedDuring(() => send('13800006021', '004271'))
    expect(log).toContain(code)
    expect(log).not.toMatch(/13800006021|004271/)
  })

  const retried = { aliyun: ['isp.SYSTEM_ERROR', 'Throttling.User'], tencent: ['InternalError.Timeout', 'RequestLimitExceeded'] }[kind]
  test.each(retried)('answers %s: the queue tries again', async (code) => {
    standIn.answer({ code, status: kind === 'aliyun' ? 503 : 200 })
    await expect(send('13800006021', '004271')).rejects.toMatchObject({ provider: kind, answer: code, temporary: true })
  })

  test.each([
    ['hangs up', { code: '', hangUp: true }],
    ['answers 502 with no reason', { code: '', status: 502 }],
  ])('%s: the queue tries again, and nothing of the request stands in the error', async (_, answer) => {
    standIn.answer(answer)
    const error: SmsFailure = await send('13800006021', '004271').catch((thrown) => thrown)
    expect(error).toBeInstanceOf(SmsFailure)
    expect(error.temporary).toBe(true)
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)} ${error.cause}`).not.toMatch(/13800006021|004271/)
  })

  test('is not there: the queue tries again', async () => {
    await standIn.close()
    await expect(send('13800006021', '004271')).rejects.toMatchObject({
      answer: expect.stringMatching(/^(E[A-Z]+|unreachable)$/),
      temporary: true,
    })
  })
})

test('a code that ran out while the queue stood still is not sent any more', async () => {
  const phone = aPhone()
  const data = sealed(phone, '123456')
  await sendMessage(asSystem(later(noon, minutes(5))), data)
  expect(await messagesTo(phone)).toEqual([])
  await sendMessage(asSystem(later(noon, minutes(5) - 1)), data)
  expect(await messagesTo(phone)).toHaveLength(1)
})

test('a code that was rolled back is never sent, nor counted', async () => {
  const phone = aPhone()
  const work = inTransaction(asVisitor(), async (tx) => {
    await sendCode(tx, phone, 'register', aSolvedCaptcha())
    throw new Error('something else went wrong')
  })
  await expect(work).rejects.toThrow('something else went wrong')
  expect(await messagesTo(phone)).toEqual([])
  expect(await outcome(sendCode(asVisitor(), phone, 'register', aSolvedCaptcha()))).toBe('done')
})

test('a code opens what it was sent for and nothing else', async () => {
  const phone = aPhone()
  await sendCode(asVisitor(), phone, 'register', aSolvedCaptcha())
  const code = await codeSentTo(phone)
  expect(await outcome(redeemCode(asVisitor(), phone, 'activate', code))).toBe('sms_code_used_up')
  expect(await outcome(redeemCode(asVisitor(), aPhone(), 'register', code))).toBe('sms_code_used_up')
  expect(await outcome(redeemCode(asVisitor(), phone, 'register', code))).toBe('done')
})

test('codes to nobody are counted and limited like others, and no message leaves the queue', async () => {
  const name = nobody(`nobody-${process.pid}`)
  const before = await db().$count(demoMessages)
  expect(await outcomes([1, 2].map(() => sendCode(asVisitor(), name, 'activate', aSolvedCaptcha())))).toEqual(
    expect.arrayContaining(['done', 'sms_too_soon']),
  )
  expect(await outcome(redeemCode(asVisitor(), name, 'activate', '000000'))).toMatch(/sms_code_wrong/)
  await messagesTo(name)
  expect(await db().$count(demoMessages)).toBe(before)
})

test('a code needs a picture each time, and none is sent or counted without', async () => {
  const phone = aPhone()
  const send = (picture: Parameters<typeof sendCode>[3], now = noon) =>
    outcome(sendCode(asVisitor(undefined, now), phone, 'register', picture))
  expect(await send({ captcha: '????', captchaToken: undefined })).toBe('captcha_wrong')
  const picture = aSolvedCaptcha()
  expect(await send(picture)).toBe('done')
  expect(await send(picture, later(noon, minutes(2)))).toBe('captcha_wrong')
  expect(await messagesTo(phone)).toHaveLength(1)
})

describe('a stranger', () => {
  /** Asks for all the codes a form gives to this phone, from a fresh address each time, all day long. */
  async function exhaust(purpose: 'register' | 'register_enterprise' | 'recover_password', phone: string, network: number) {
    const answers = []
    for (let i = 0; i < 30; i++) {
      const now = later(noon, minutes(40 * i))
      answers.push(await outcome(sendCode(asVisitor(`${network}.${i}.1.9`, now), phone, purpose, aSolvedCaptcha(now))))
    }
    return answers
  }
  const endOfTheDay = later(noon, minutes(40 * 29 + 2))

  test('who knows a phone uses up the open forms, and whoever owns it recovers from anywhere', async () => {
    const me = await aTrainee()
    expect(
      tallied([...(await exhaust('register', me.phone!, 21)), ...(await exhaust('register_enterprise', me.phone!, 22))]).done,
    ).toBeLessThan(8)
    const visitor = asVisitor('198.51.100.4', endOfTheDay)
    const token = await startRecovery(visitor, { name: '张丽华', idNumber: me.idNumber, ...aSolvedCaptcha(endOfTheDay) })
    expect(await outcome(sendRecoveryCode(visitor, token, aSolvedCaptcha(endOfTheDay)))).toBe('done')
  })

  test('who knows name and number, too, uses up the recovery, and its owner still recovers from where the phone was proved', async () => {
    const me = await aTrainee()
    const home = (now: Date) => asVisitor('198.51.100.4', now)
    const before = later(noon, -minutes(60 * 24 * 40)) // registered from home, some weeks ago
    await sendCode(home(before), me.phone!, 'register', aSolvedCaptcha(before))
    await redeemCode(home(before), me.phone!, 'register', await codeSentTo(me.phone!, before))
    expect(tallied(await exhaust('recover_password', me.phone!, 23)).done).toBeLessThan(12)
    const ask = async (from: typeof home) => {
      const visitor = from(endOfTheDay)
      const token = await startRecovery(visitor, { name: '张丽华', idNumber: me.idNumber, ...aSolvedCaptcha(endOfTheDay) })
      const answer = await outcome(sendRecoveryCode(visitor, token, aSolvedCaptcha(endOfTheDay)))
      return { visitor, token, answer }
    }
    expect((await ask((now) => asVisitor('23.99.1.9', now))).answer).toBe('sms_limit')
    const { visitor, token, answer } = await ask((now) => asVisitor('198.51.100.200', now)) // the same home, another address
    expect(answer).toBe('done')
    const code = await codeSentTo(me.phone!, endOfTheDay)
    expect(await outcome(resetPassword(visitor, token, { code, password: 'Heron-attic-58', repeated: 'Heron-attic-58' }))).toBe('done')
  })
})

test('the log says once that as many codes went out as are usual in a day', async () => {
  const now = later(noon, minutes(60 * 24 * 77))
  await db()
    .insert(attemptLimits)
    .values({ key: `sms-day:${formatDay(now)}`, count: env().smsDailyAlarm - 3, resetsAt: later(now, minutes(60)) })
  const log = await loggedDuring(async () => {
    for (let i = 0; i < 5; i++) await sendCode(asVisitor(undefined, now), aPhone(), 'register', aSolvedCaptcha(now))
  })
  expect(log.match(/SMS_DAILY_ALARM/g)).toHaveLength(1)
})

test('one address gets sixty codes an hour, whatever the numbers', async () => {
  const office = asVisitor('10.9.8.7')
  const answers = []
  for (let i = 0; i < 62; i++) answers.push(await outcome(sendCode(office, aPhone(), 'register', aSolvedCaptcha())))
  expect(tallied(answers)).toEqual({ done: 60, too_many_attempts: 2 })
  expect(await outcome(sendCode(asVisitor('10.9.8.8'), aPhone(), 'register', aSolvedCaptcha()))).toBe('done')
})

test('neither the queue nor the log ever holds a code or a whole phone number', async () => {
  const phone = aPhone()
  const standIn = await anSmsProvider('aliyun')
  const provider = await aliyun(standIn.settings)
  standIn.answer({ code: 'isp.SYSTEM_ERROR', status: 500 }, { code: '', hangUp: true }, { code: 'OK' })
  await codeSentTo(phone).catch(() => {}) // empties the queue of the tests before
  const [{ name }] = (await db().execute<{ name: string }>(sql`select current_database() as name`)) as unknown as [{ name: string }]
  const url = inject('databaseUrl').replace(/\/template$/, `/${name}`)
  const now = new Date()
  const log = await loggedDuring(async () => {
    const stop = await startJobs(url, {
      ...jobHandlers(db()),
      'sms.send': (data) => sendMessage(asSystem(new Date()), data, () => Promise.resolve(provider)),
    })
    await sendCode(asVisitor(undefined, now), phone, 'register', aSolvedCaptcha(now))
    await expect.poll(() => standIn.received.length, { timeout: 18_000, interval: 100 }).toBe(3)
    await stop()
  })
  await standIn.close()
  const { code } = standIn.received[2]!.parameters as { code: string }
  expect(standIn.received.every((message) => message.phone === phone)).toBe(true)
  expect(await outcome(redeemCode(asVisitor(undefined, now), phone, 'register', code))).toBe('done')
  const queue = await db().execute(sql`select row_to_json(j)::text as row from pgboss.job j where name = 'sms.send'`)
  const everything = JSON.stringify([...queue]) + log
  expect(log).toContain('isp.SYSTEM_ERROR')
  expect(everything).not.toContain(phone)
  expect(everything).not.toMatch(new RegExp(`(?<![0-9a-zA-Z.-])${code}(?![0-9a-zA-Z])`))
}, 40_000)

test('the demo phone shows the sentence with the code', async () => {
  const phone = aPhone()
  await demoPhone.send(asSystem(), { phone, kind: 'code', facts: { code: '004271' } })
  expect(await messagesTo(phone)).toEqual(['您的验证码为：004271，5分钟内有效，请勿泄露。'])
})

test('a notice goes out with what it tells of, and arrives as a sentence', async () => {
  const phone = aPhone()
  const notice = {
    phone,
    kind: 'learning_reminder',
    facts: { enterprise: '云桥市政', title: '安全生产培训', until: '6 月 30 日' },
  } as const
  await inTransaction(asSystem(), async (tx) => {
    await notifyByPhone(tx, notice)
    throw new Error('undone')
  }).catch(() => {})
  expect(await messagesTo(phone)).toEqual([])
  expect(await notifyByPhone(asSystem(), notice)).toBe(true)
  expect(await messagesTo(phone)).toEqual(['云桥市政提醒您：安全生产培训还没有学完，学习期限至6 月 30 日，请登录平台继续学习。'])
})
