import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { alipaySettings, readAlipay } from './alipay-settings'
import { bureauSettings, readBureau } from './bureau'
import { SettingError } from './setting-error'
import type { S3Settings } from './storage-s3'
import { readWechatpay, wechatpaySettings } from './wechatpay-settings'

/**
 * Settings, read and checked once. `demo` without DATABASE_URL: embedded PostgreSQL, generated secrets, sandbox bank,
 * demo phone. `production` with it: secrets are asked for and no helper of the demo exists.
 */
const port = z.coerce.number().int().min(1).max(65535)
const secret = z.string().min(32, 'needs at least 32 characters')

/** 等级保护 asks for a time-out; more than the eight hours of a session would be none. */
const idle = z.coerce.number().int().min(5, 'needs 5 to 480 minutes').max(480, 'needs 5 to 480 minutes')
const dataKey = z.string().regex(/^[0-9a-f]{64}$/i, 'needs 64 hexadecimal digits (openssl rand -hex 32)')

const Settings = z.object({
  PORT: port.default(3000),
  HOST: z.string().default('0.0.0.0'),
  APP_URL: z.url({ protocol: /^https?$/ }).optional(),
  INSECURE_HTTP: z.enum(['0', '1']).default('0'),
  SECURITY_CONTACT: z
    .string()
    .regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+|tel:\+?[0-9-]+)$/, 'needs mailto:…, https://… or tel:…')
    .optional(),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z.string().startsWith('postgres', 'must begin with postgres://').optional(),
  AUTH_SECRET: secret.optional(),
  DATA_KEY: dataKey.optional(),
  DATA_KEY_PREVIOUS: dataKey.optional(),
  AUDIT_SIGNING_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'needs 64 hexadecimal digits (openssl rand -hex 32)')
    .optional(),
  AUDIT_TRUSTED_KEYS: z
    .string()
    .regex(/^[\w-]{43}(,[\w-]{43})*$/, 'needs public keys as `npm run audit:verify` shows them, with commas between them')
    .optional(),
  AUDIT_KEEP_DAYS: z.coerce.number().int().min(180, 'must be at least 180 (网络安全法)').max(36_500).default(730),
  IDLE_MINUTES_TRAINEE: idle.default(60),
  IDLE_MINUTES_ENTERPRISE: idle.default(30),
  IDLE_MINUTES_STAFF: idle.default(30),
  WEB_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(1),
  TRUST_PROXY: z.enum(['0', '1']).default('0'),
  FFMPEG: z.string().default('ffmpeg'),
  FFPROBE: z.string().default('ffprobe'),
  LESSON_MAX_MB: z.coerce.number().int().min(1).max(100_000).default(4096),
  TEST_CAPTCHA: z.string().min(4).optional(),
  SMS_PROVIDER: z.enum(['aliyun', 'tencent']).optional(),
  SMS_KEY_ID: z.string().optional(),
  SMS_KEY_SECRET: z.string().optional(),
  SMS_SIGN_NAME: z.string().optional(),
  SMS_TEMPLATE_ID: z.string().optional(),
  SMS_TEMPLATE_ENTERPRISE_APPROVED: z.string().optional(),
  SMS_TEMPLATE_ENTERPRISE_REJECTED: z.string().optional(),
  SMS_TEMPLATE_LEARNING_REMINDER: z.string().optional(),
  SMS_TEMPLATE_ROSTER_OPENED: z.string().optional(),
  SMS_TEMPLATE_CORRECTION_DECIDED: z.string().optional(),
  SMS_TEMPLATE_PHONE_CHANGE: z.string().optional(),
  REFUND_LIMIT: z.coerce.number().int().min(0).max(10_000_000).default(5000),
  SMS_DAILY_ALARM: z.coerce.number().int().min(1).default(2000),
  SMS_APP_ID: z.string().optional(),
  SMS_REGION: z.string().optional(),
  SMS_ENDPOINT: z
    .url()
    .regex(/^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost)[:/])/, 'must begin with https:// (http:// only on this machine)')
    .optional(),
  OIDC_ISSUER: z
    .url()
    .regex(/^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost)[:/])/, 'must begin with https:// (http:// only on this machine)')
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_DOORS: z.enum(['staff', 'trainee', 'both'], 'must be staff, trainee or both').optional(),
  OIDC_NAME: z.string().max(20).optional(),
  OIDC_SCOPE: z
    .string()
    .regex(/(^| )openid( |$)/, 'must contain openid')
    .optional(),
  OIDC_ID_NUMBER_CLAIM: z.string().optional(),
  OIDC_ID_VERIFIED_CLAIM: z.string().optional(),
  OIDC_MFA: z.string().optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'needs the name of a bucket')
    .optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  ...bureauSettings,
  ...alipaySettings,
  ...wechatpaySettings,
  TRANSFER_NAME: z.string().optional(),
  TRANSFER_BANK: z.string().optional(),
  TRANSFER_ACCOUNT: z.string().optional(),
  ROSTER_CHECKS_A_DAY: z.coerce.number().int().min(100).max(100_000).default(5000),
  PHONE_CHANGE_HOURS: z.coerce.number().int().min(24, 'must be 24 at least').max(168).default(24),
})

export type Env = ReturnType<typeof read>

function read(source: Record<string, string | undefined>) {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = Settings.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new SettingError(`${issue?.path.join('.')}: ${issue?.message}`)
  }
  const settings = parsed.data
  const mode = settings.DATABASE_URL ? ('production' as const) : ('demo' as const)
  const dataDir = path.resolve(settings.DATA_DIR)
  if (mode === 'production') {
    if (!settings.AUTH_SECRET) throw new SettingError('AUTH_SECRET: required with DATABASE_URL (openssl rand -base64 32)')
    if (!settings.DATA_KEY) throw new SettingError('DATA_KEY: required with DATABASE_URL (openssl rand -hex 32)')
    if (!settings.APP_URL) throw new SettingError('APP_URL: required with DATABASE_URL, the address people type (https://…)')
    if (new URL(settings.APP_URL).protocol !== 'https:' && settings.INSECURE_HTTP === '0' && !onThisMachine(settings.APP_URL))
      throw new SettingError(
        'APP_URL: must begin with https:// in production, or sessions travel in the clear (INSECURE_HTTP=1 to do so all the same)',
      )
    if (settings.TEST_CAPTCHA) throw new SettingError('TEST_CAPTCHA: must not be set in production')
  }
  const dataKey = settings.DATA_KEY?.toLowerCase()
  if (dataKey && settings.DATA_KEY_PREVIOUS?.toLowerCase() === dataKey) throw new SettingError('DATA_KEY_PREVIOUS: is the same as DATA_KEY')
  const bureau = readBureau(settings, mode)
  const generated = mode === 'demo' ? demoSecrets(dataDir) : null
  return {
    mode,
    port: settings.PORT,
    host: settings.HOST,
    appUrl: settings.APP_URL ?? `http://127.0.0.1:${settings.PORT}`,
    securityContact: settings.SECURITY_CONTACT ?? (bureau.hotline && `tel:${bureau.hotline.replace(/[^0-9+]/g, '')}`),
    dataDir,
    databaseUrl: settings.DATABASE_URL,
    authSecret: settings.AUTH_SECRET ?? generated!.authSecret,
    dataKey: settings.DATA_KEY ?? generated!.dataKey,
    previousDataKey: settings.DATA_KEY_PREVIOUS,
    auditSigningKey: settings.AUDIT_SIGNING_KEY,
    auditTrustedKeys: settings.AUDIT_TRUSTED_KEYS?.split(',') ?? [],
    auditKeepDays: settings.AUDIT_KEEP_DAYS,
    s3: bucketOf(settings),
    tools: { ffmpeg: settings.FFMPEG, ffprobe: settings.FFPROBE },
    lessonMaxBytes: settings.LESSON_MAX_MB * 1024 ** 2,
    idleMinutes: {
      trainee: settings.IDLE_MINUTES_TRAINEE,
      enterprise: settings.IDLE_MINUTES_ENTERPRISE,
      staff: settings.IDLE_MINUTES_STAFF,
    },
    concurrency: settings.WEB_CONCURRENCY,
    trustProxy: settings.TRUST_PROXY === '1',
    testCaptcha: settings.TEST_CAPTCHA,
    sms: readSms(settings, mode),
    refundLimitFen: settings.REFUND_LIMIT * 100,
    smsDailyAlarm: settings.SMS_DAILY_ALARM,
    oidc: readOidc(settings),
    logLevel: settings.LOG_LEVEL,
    ...bureau,
    // A demo takes no real money.
    alipay: mode === 'production' ? readAlipay(settings, new Date()) : null,
    wechatpay: mode === 'production' ? readWechatpay(settings, new Date()) : null,
    transferAccount: readTransferAccount(settings, mode),
    rosterChecksADay: settings.ROSTER_CHECKS_A_DAY,
    phoneChangeHours: settings.PHONE_CHANGE_HOURS,
  }
}

/** Then nothing travels: somebody tries a production of their own. */
const onThisMachine = (url: string) => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname)

export type SmsSettings = {
  provider: 'aliyun' | 'tencent'
  keyId: string
  keySecret: string
  signName: string
  /** Of codes. */
  templateId: string
  /** Of the other messages (lib/identity/sms-notices); one without is not sent. */
  noticeTemplates: Partial<Record<(typeof noticeKinds)[number], string>>
  /** Of Tencent alone: SmsSdkAppId, and the region the request goes to. */
  appId: string | undefined
  region: string
  endpoint: string | undefined
}

const smsNeeds = ['SMS_KEY_ID', 'SMS_KEY_SECRET', 'SMS_SIGN_NAME', 'SMS_TEMPLATE_ID'] as const
const noticeKinds = [
  'enterprise_approved',
  'enterprise_rejected',
  'learning_reminder',
  'roster_opened',
  'correction_decided',
  'phone_change',
] as const
const noticeSetting = (kind: (typeof noticeKinds)[number]) => `SMS_TEMPLATE_${kind.toUpperCase() as Uppercase<typeof kind>}` as const
const smsOptions = ['SMS_APP_ID', 'SMS_REGION', 'SMS_ENDPOINT', ...noticeKinds.map(noticeSetting)] as const

/** All of a provider's settings or none. Without a provider a demo has its demo phone, and production sends no codes. */
function readSms(settings: z.output<typeof Settings>, mode: 'demo' | 'production'): SmsSettings | { provider: 'demo' } | null {
  const { SMS_PROVIDER: provider } = settings
  if (!provider) {
    const stray = [...smsNeeds, ...smsOptions].find((name) => settings[name])
    if (stray) throw new SettingError(`SMS_PROVIDER: required with ${stray} (aliyun or tencent)`)
    return mode === 'demo' ? { provider: 'demo' } : null
  }
  const missing = [...smsNeeds, ...(provider === 'tencent' ? (['SMS_APP_ID'] as const) : [])].find((name) => !settings[name])
  if (missing) throw new SettingError(`${missing}: required with SMS_PROVIDER=${provider}`)
  return {
    provider,
    keyId: settings.SMS_KEY_ID!,
    keySecret: settings.SMS_KEY_SECRET!,
    signName: settings.SMS_SIGN_NAME!.replace(/^【(.*)】$/, '$1'),
    templateId: settings.SMS_TEMPLATE_ID!,
    noticeTemplates: Object.fromEntries(noticeKinds.map((kind) => [kind, settings[noticeSetting(kind)]])),
    appId: settings.SMS_APP_ID,
    region: settings.SMS_REGION ?? 'ap-guangzhou',
    endpoint: settings.SMS_ENDPOINT,
  }
}

export type OidcSettings = {
  issuer: string
  clientId: string
  clientSecret: string
  /** Where it lets people in. */
  doors: readonly ('staff' | 'trainee')[]
  /** What stands on the button. */
  name: string
  scope: string
  /** Of trainees: the claim that holds the ID number, and the one that says that it was verified; `always` where every number was. */
  idNumberClaim: string | undefined
  idVerifiedClaim: string | undefined
  /** The value of `acr`, or one of `amr`, with which the provider says that it asked for a second factor. Without it ours is asked. */
  mfa: string | undefined
}

const oidcNeeds = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_DOORS'] as const
const oidcOptions = ['OIDC_NAME', 'OIDC_SCOPE', 'OIDC_ID_NUMBER_CLAIM', 'OIDC_ID_VERIFIED_CLAIM', 'OIDC_MFA'] as const

/** All of it or nothing, and then there is no 统一身份认证. */
function readOidc(settings: z.output<typeof Settings>): OidcSettings | null {
  const stray = [...oidcNeeds, ...oidcOptions].find((name) => settings[name])
  if (!stray) return null
  const doors = settings.OIDC_DOORS === 'both' ? (['staff', 'trainee'] as const) : settings.OIDC_DOORS ? [settings.OIDC_DOORS] : []
  const forTrainees = doors.includes('trainee') ? (['OIDC_ID_NUMBER_CLAIM', 'OIDC_ID_VERIFIED_CLAIM'] as const) : []
  const missing = [...oidcNeeds, ...forTrainees].find((name) => !settings[name])
  if (missing) throw new SettingError(`${missing}: required with ${missing.startsWith('OIDC_ID_') ? 'OIDC_DOORS=trainee' : stray}`)
  return {
    issuer: settings.OIDC_ISSUER!,
    clientId: settings.OIDC_CLIENT_ID!,
    clientSecret: settings.OIDC_CLIENT_SECRET!,
    doors,
    name: settings.OIDC_NAME ?? '统一身份认证',
    scope: settings.OIDC_SCOPE ?? 'openid profile',
    idNumberClaim: settings.OIDC_ID_NUMBER_CLAIM,
    idVerifiedClaim: settings.OIDC_ID_VERIFIED_CLAIM,
    mfa: settings.OIDC_MFA,
  }
}

/** Where 对公转账 goes: all of it or nothing, and then nobody is offered it. A demo shows an account that no bank has. */
function readTransferAccount({ TRANSFER_NAME, TRANSFER_BANK, TRANSFER_ACCOUNT }: z.output<typeof Settings>, mode: 'demo' | 'production') {
  const given = { TRANSFER_NAME, TRANSFER_BANK, TRANSFER_ACCOUNT }
  const missing = Object.entries(given).find(([, value]) => !value)?.[0]
  if (Object.values(given).some(Boolean) && missing) throw new SettingError(`${missing}: required with the other TRANSFER settings`)
  if (!missing) return { name: TRANSFER_NAME!, bank: TRANSFER_BANK!, account: TRANSFER_ACCOUNT! }
  return mode === 'demo' ? { name: '演示收款单位（请勿转账）', bank: '沙箱银行', account: '0000000000000000000' } : null
}

/** All four or none: half a bucket would be found out only when the first photo is lost. */
function bucketOf(settings: z.output<typeof Settings>): S3Settings | undefined {
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = settings
  const given = { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY }
  const missing = Object.entries(given).find(([, value]) => !value)?.[0]
  if (!Object.values(given).some(Boolean)) return undefined
  if (missing) throw new SettingError(`${missing}: required with the other S3 settings`)
  return {
    endpoint: S3_ENDPOINT!,
    bucket: S3_BUCKET!,
    region: settings.S3_REGION,
    accessKeyId: S3_ACCESS_KEY_ID!,
    secretAccessKey: S3_SECRET_ACCESS_KEY!,
  }
}

/** A demo keeps its own secrets beside its data: without them the data could not be read again. */
function demoSecrets(dataDir: string): { authSecret: string; dataKey: string } {
  const file = path.join(dataDir, 'secrets.json')
  if (!fs.existsSync(file)) {
    fs.mkdirSync(dataDir, { recursive: true })
    const fresh = { authSecret: randomBytes(32).toString('base64'), dataKey: randomBytes(32).toString('hex') }
    const part = `${file}.${process.pid}`
    fs.writeFileSync(part, JSON.stringify(fresh), { mode: 0o600, flush: true })
    if (!fs.existsSync(file)) fs.renameSync(part, file) // whole or not at all
    fs.rmSync(part, { force: true })
  }
  return JSON.parse(fs.readFileSync(file, 'utf8'))
}

let current: Env | undefined

export function env(): Env {
  current ??= read(process.env)
  return current
}

/** For tests of the settings themselves. */
export const readSettings = read
