import type { RefusalCode } from '@/lib/shared/messages'

/** As people and input methods write it: full-width letters and digits, blanks seen and unseen, a small x. */
export function normalizeIdNumber(typed: string): string {
  if (/^[\dA-Z]*$/.test(typed)) return typed // as nearly all are
  return typed
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\s\p{Cf}]/gu, '')
    .toUpperCase()
}

/** 130203198001011228 → 1302**********1228; a passport shows less, because it is shorter: E12345678 → E1*****78 */
export function maskIdNumber(number: string): string {
  const shown = number.length >= 15 ? 4 : 2
  return `${number.slice(0, shown)}${'*'.repeat(Math.max(0, number.length - 2 * shown))}${number.slice(-shown)}`
}

/** 13800006021 → 138****6021 */
export const maskPhone = (phone: string) => `${phone.slice(0, 3)}****${phone.slice(-4)}`

/** Names as typed: one kind of separator for minority names (U+00B7), no spaces around or between Han characters. */
export const normalizeName = (typed: string) => (plainName.test(typed) ? typed : normalizeRareName(typed))

const plainName = /^[\u4e00-\u9fff]*$/ // as nearly all are
const normalizeRareName = (typed: string) =>
  typed
    .replace(/\s*[·•・‧∙．･⋅]\s*/g, '·')
    .replace(/(?!\s)[\p{Cf}\p{Cc}]/gu, '')
    .replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
    .trim()

/** One line of text as typed, without what nobody sees and without runs of blanks. */
export const normalizeText = (typed: string) =>
  typed
    .replace(/(?!\s)[\p{Cf}\p{Cc}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()

/** What cannot be part of a name, each once: digits, emoji, brackets. Characters made up by old systems (private use) can. */
export const strangeCharacters = (name: string) =>
  plainName.test(name) ? [] : [...new Set(name)].filter((c) => !/[\p{L}\p{M}\p{Co}· '’.-]/u.test(c))

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

/** 0 not allowed, 1 弱, 2 中, 3 强: how long it is and how many kinds of characters it mixes. */
export function passwordStrength(password: string): 0 | 1 | 2 | 3 {
  if (refusalToPassword(password, [])) return 0
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Lo}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password)).length
  const length = [...password].length
  const variety = new Set(password).size
  if (variety < 5) return 1
  if ((length >= 12 && kinds >= 3) || (length >= 16 && kinds >= 2)) return 3
  return length >= 10 || kinds >= 3 ? 2 : 1
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
