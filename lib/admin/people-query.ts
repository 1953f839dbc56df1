import { isPassportNumber } from '@/lib/identity/documents'
import { normalizeIdNumber, normalizeName } from '@/lib/identity/rules'

/** What somebody of the staff typed into the one box of the people search. */
export type PeopleQuery =
  | { kind: 'all' }
  | { kind: 'name'; name: string }
  | { kind: 'id_number'; idNumber: string }
  | { kind: 'phone'; phone: string }
  | { kind: 'certificate'; number: string }
  /** Digits that are no whole number of any kind: numbers are found whole or not at all. */
  | { kind: 'unfinished' }

/** Recognises by its form what is looked for. A passport's number may look like a word: then a certificate's hyphens tell them apart. */
export function recognise(typed: string): PeopleQuery {
  const plain = normalizeIdNumber(typed)
  if (!plain) return { kind: 'all' }
  if (/^\d{17}[\dX]$/.test(plain)) return { kind: 'id_number', idNumber: plain }
  const digits = plain.replace(/-/g, '').replace(/^\+?86(?=1\d{10}$)/, '')
  if (/^1\d{10}$/.test(digits)) return { kind: 'phone', phone: digits }
  if (/^[A-Z]{1,6}-\d{4}-[\dA-Z-]+$/.test(plain)) return { kind: 'certificate', number: plain }
  if (isPassportNumber(plain)) return { kind: 'id_number', idNumber: plain }
  return /^[\d-]+X?$/.test(plain) ? { kind: 'unfinished' } : { kind: 'name', name: normalizeName(typed) }
}
