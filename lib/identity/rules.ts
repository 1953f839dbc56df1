import type { RefusalCode } from '@/lib/shared/messages'

/** As people and input methods write it: full-width digits, spaces, a small x. GB 11643 knows digits and a capital X. */
export function normalizeIdNumber(typed: string): string {
  return typed
    .replace(/[\uff10-\uff19\uff38\uff58]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u200b-\u200d\ufeff]/g, '')
    .toUpperCase()
}

/** 130203198001011228 → 1302**********1228 */
export const maskIdNumber = (number: string) => `${number.slice(0, 4)}${'*'.repeat(Math.max(0, number.length - 8))}${number.slice(-4)}`

/** 13800006021 → 138****6021 */
export const maskPhone = (phone: string) => `${phone.slice(0, 3)}****${phone.slice(-4)}`

/** Names as typed: one kind of separator for minority names (U+00B7), no spaces around or between Han characters. */
export const normalizeName = (typed: string) =>
  typed
    .replace(/\s*[·•・‧∙．･⋅]\s*/g, '·')
    .replace(/[\u200b-\u200d\ufeff]/g, '')
    .replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
    .trim()

const common = new Set([
  '12345678',
  '123456789',
  '1234567890',
  '11111111',
  '88888888',
  '66666666',
  'password',
  'qwertyui',
  'abc12345',
  'a1234567',
  'abcd1234',
  '1qaz2wsx',
  'qwer1234',
])

/** The one password that the old platform's people were promised ("登录密码统一为：123456"). It opens the activation page, never an account. */
const promisedPassword = '123456'
export const opensActivation = (password: string) => normalizeIdNumber(password) === promisedPassword

/**
 * Refuses a new password that is too weak: 8 to 64 characters, at least two kinds of letter, digit, sign; not a common one;
 * nothing of the ID number or phone (GB/T 22239 asks for complexity; the numbers are ours).
 */
export function refusalToPassword(password: string, known: string[]): RefusalCode | null {
  if (opensActivation(password)) return 'password_promised'
  const length = [...password].length
  const kinds = [/\p{L}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password)).length
  if (length < 8 || length > 64 || kinds < 2) return 'password_weak'
  const plain = password.toLowerCase()
  if (common.has(plain) || plain.includes(promisedPassword)) return 'password_common'
  return known.some((text) => text.length >= 6 && plain.includes(text.toLowerCase())) ? 'password_common' : null
}

export type SmsHistory = { sentAt: Date }[]

/**
 * When a code may be sent again: 60 s after the last, 5 an hour, 10 a day (the limits of Aliyun and Tencent for codes).
 * @returns null when now, seconds to wait, or 'limit' for today
 */
export function waitForSms(history: SmsHistory, now: Date): number | 'limit' | null {
  const within = (ms: number) => history.filter(({ sentAt }) => now.getTime() - sentAt.getTime() < ms)
  const [last] = within(60_000)
  if (last) return Math.ceil((60_000 - (now.getTime() - last.sentAt.getTime())) / 1000)
  return within(3_600_000).length >= 5 || within(86_400_000).length >= 10 ? 'limit' : null
}
