import type { documentKind } from '@/db/schema/identity'
import type { RefusalCode } from '@/lib/shared/messages'
import { formatDay } from '@/lib/shared/time'

export type DocumentKind = (typeof documentKind.enumValues)[number]

export const documentNames: Record<DocumentKind, string> = {
  resident_id: '居民身份证',
  residence_permit: '港澳台居民居住证',
  foreigner_permit: '外国人永久居留身份证',
  passport: '护照',
}

/** What the number is called where it is shown. */
export const numberLabel = (kind: DocumentKind) => (kind === 'resident_id' ? '身份证号' : '证件号码')

/** The same where only the masked number is at hand: cards have eighteen characters, passports fewer. */
export const maskedLabel = (masked: string) => (masked.length === 18 ? '身份证号' : '证件号码')

export type DocumentRefusal = { code: RefusalCode; facts?: Record<string, string | number> }

/** The three cards have 18 characters of one structure (GB 11643); a passport never looks like one. */
export const isCardNumber = (number: string) => /^\d{17}[\dX]$/.test(number)

/** Letters and digits, at least one digit; digits alone are nine at most, so that a mistyped card is not taken for a passport. */
export const isPassportNumber = (number: string) => /^(?:\d{5,9}|(?=.*[A-Z])(?=.*\d)[A-Z\d]{5,15})$/.test(number)

/** GB/T 2260: the first two digits of a place of registration. Only these are checked: old cards carry abolished counties. */
const provinces = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71)/

/** Whose number this is, by how it begins; null when no card begins so. */
export function cardKindOf(number: string): Exclude<DocumentKind, 'passport'> | null {
  if (/^8[123]0000/.test(number)) return 'residence_permit'
  if (number.startsWith('9')) return 'foreigner_permit'
  return provinces.test(number) ? 'resident_id' : null
}

/** What is wrong with the shape of a card number, before anything is calculated. */
export function refusalToCardShape(number: string): DocumentRefusal | null {
  if (number.length < 18) return { code: 'id_number_short', facts: { length: number.length } }
  if (number.length > 18) return { code: 'id_number_long', facts: { length: number.length } }
  return isCardNumber(number) ? null : { code: 'id_number_characters' }
}

const prefixRefusals = {
  resident_id: 'id_number_region',
  residence_permit: 'residence_permit_prefix',
  foreigner_permit: 'foreigner_permit_prefix',
} as const

/**
 * Why a normalised number cannot be of this document, or null when it can. `checksumHolds` is GB 11643's, which needs a library
 * too large for the browser.
 */
export function refusalToDocument(kind: DocumentKind, number: string, checksumHolds: boolean, now: Date): DocumentRefusal | null {
  if (!number) return { code: 'id_number_missing' }
  if (kind === 'passport') {
    if (isCardNumber(number)) return { code: 'document_kind_differs', facts: { kind: documentNames[cardKindOf(number) ?? 'resident_id'] } }
    return isPassportNumber(number) ? null : { code: 'passport_number_form' }
  }
  const shape = refusalToCardShape(number)
  if (shape) return shape
  const actual = cardKindOf(number)
  if (!actual) return { code: prefixRefusals[kind] }
  if (actual !== kind)
    return kind === 'resident_id'
      ? { code: 'document_kind_differs', facts: { kind: documentNames[actual] } }
      : { code: prefixRefusals[kind] }
  return refusalToBirth(number, checksumHolds, now)
}

/** 16: of age to work (劳动法 art. 15). 100: nobody older registers; a typing error does. */
const ages = { min: 16, max: 100 }

function refusalToBirth(number: string, checksumHolds: boolean, now: Date): DocumentRefusal | null {
  const born = birthDay(number)
  if (!born) return { code: 'id_number_date' }
  const today = formatDay(now)
  if (born > today) return { code: 'id_number_future' }
  if (!checksumHolds) return { code: 'id_number_checksum' }
  const age = ageOn(born, today)
  if (age < ages.min) return { code: 'under_age', facts: { age: ages.min } }
  return age > ages.max ? { code: 'over_age', facts: { age: ages.max } } : null
}

/** The birthday in a card number as yyyy-mm-dd, or null when the calendar has no such day. */
function birthDay(number: string): string | null {
  const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)]
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const real = date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day)
  return Number(year) >= 1800 && real ? `${year}-${month}-${day}` : null
}

/** Full years: one more on the birthday itself. Both days as yyyy-mm-dd in Asia/Shanghai. */
function ageOn(born: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4))
  return today.slice(5) < born.slice(5) ? years - 1 : years
}
