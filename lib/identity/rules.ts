import { uncovered } from '@/lib/shared/glyphs'
import type { RefusalCode } from '@/lib/shared/messages'

/** As people and input methods write it: full-width letters and digits, blanks seen and unseen, a small x. */
export function normalizeIdNumber(typed: string): string {
  if (/^[\dA-Z]*$/.test(typed)) return typed // as nearly all are
  return typed
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\s\p{Cf}]/gu, '')
    .toUpperCase()
}

/**
 * As offices tell people apart, among the staff and an enterprise's own people: 130203198001011228 → 1302**********1228; a passport shows
 * less, because it is shorter: E12345678 → E1*****78. Never for strangers: with the check digit only some 25,000 numbers remain.
 */
export function maskIdNumber(number: string): string {
  const shown = number.length >= 15 ? 4 : 2
  return `${number.slice(0, shown)}${'*'.repeat(Math.max(0, number.length - 2 * shown))}${number.slice(-shown)}`
}

/** As strangers may see it, made of the whole number or of a masked one: 1****************8. */
export const maskForPublic = (number: string) =>
  `${number.slice(0, 1)}${'*'.repeat(Math.max(0, number.length - 2))}${number.length > 1 ? number.slice(-1) : ''}`

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

/** What is wrong with the characters of a name, and which, each once. Made up by old systems (private use), they are a box elsewhere. */
export type NameFault = { code: 'name_characters' | 'name_private_use' | 'unprintable'; facts: { characters: string } }

/** Digits, emoji and brackets are no part of a name; what no font of ours has cannot stand on a certificate. 〇 is no letter, yet a name. */
export function faultOfName(name: string): NameFault | null {
  if (plainName.test(name)) return null
  const all = [...new Set(name)]
  const made = all.filter((c) => /\p{Co}/u.test(c))
  if (made.length) return { code: 'name_private_use', facts: { characters: made.join('') } }
  const strange = all.filter((c) => !/[\p{L}\p{M}〇· '’.-]/u.test(c))
  if (strange.length) return { code: 'name_characters', facts: { characters: strange.join('') } }
  const missing = uncovered(name)
  return missing.length ? { code: 'unprintable', facts: { characters: missing.join('') } } : null
}

/** The one password that the old platform's people were promised ("登录密码统一为：123456"). It opens the activation page, never an account. */
const promisedPassword = '123456'
export const opensActivation = (password: string) => normalizeIdNumber(password) === promisedPassword

/**
 * Refuses a new password for its form: 8 to 64 characters, at least two kinds of letter, digit, sign unless it has 12 or more; nothing of
 * the ID number or phone (GB/T 22239 asks for complexity; the numbers are ours). Whether it is easy to guess: password/judge.ts.
 */
export function refusalToPassword(password: string, known: string[]): RefusalCode | null {
  if (opensActivation(password)) return 'password_promised'
  const length = [...password].length
  const kinds = [/\p{L}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password)).length
  if (length < 8 || length > 64 || (kinds < 2 && length < 12)) return 'password_weak'
  const plain = password.normalize('NFKC').toLowerCase()
  if (plain.includes(promisedPassword)) return 'password_common'
  return known.some((text) => text.length >= 6 && plain.includes(text.toLowerCase())) ? 'password_common' : null
}

export type SmsPurpose = 'recover_password' | 'register' | 'activate' | 'register_enterprise' | 'recover_enterprise'
/** A code that was sent. `near`: asked for from the same network as the one that is asked for now. */
export type SentCode = { sentAt: Date; purpose: SmsPurpose; near: boolean }
type Allowance = { hour: number; day: number }

/** Forms that take any phone number; whoever knows one can use up what it gets there, and nothing else. They share one allowance. */
const openForms: ReadonlySet<SmsPurpose> = new Set(['register', 'register_enterprise'])
const allowances = { open: { hour: 5, day: 6 }, own: { hour: 5, day: 10 }, kept: { hour: 3, day: 4 } } satisfies Record<string, Allowance>

/**
 * When a code may be sent again: 60 s after the last, and within what its form has for this phone. Codes of other forms count for nothing:
 * a wait would tell that both lead to one phone. See docs/decisions/0033.
 * @param known whether this phone was proved from this network before: then some are kept for it, whatever others asked for
 * @returns null when now, seconds to wait, or 'limit' for this hour or day
 */
export function waitForSms(history: SentCode[], ask: { purpose: SmsPurpose; known: boolean }, now: Date): number | 'limit' | null {
  const age = ({ sentAt }: SentCode) => now.getTime() - sentAt.getTime()
  const fits = (codes: SentCode[], { hour, day }: Allowance) =>
    codes.filter((code) => age(code) < 3_600_000).length < hour && codes.filter((code) => age(code) < 86_400_000).length < day
  const open = openForms.has(ask.purpose)
  const counted = history.filter(({ purpose }) => (open ? openForms.has(purpose) : purpose === ask.purpose))
  const last = counted.find((code) => age(code) < 60_000)
  if (last) return Math.ceil((60_000 - age(last)) / 1000)
  if (fits(counted, open ? allowances.open : allowances.own)) return null
  const near = counted.filter((code) => code.near)
  return !open && ask.known && fits(near, allowances.kept) ? null : 'limit'
}

/** What stands for the place somebody asks from: 203.0.113.*, 2001:db8:1::/48. Telephones and homes change the rest. */
export function vicinityOf(address: string): string {
  const v4 = /(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address)
  if (v4) return v4[1]!
  return address.includes(':') ? address.split(':').slice(0, 3).join(':') : address
}
