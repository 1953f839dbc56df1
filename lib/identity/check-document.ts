import { validate } from 'stdnum/lib/cjs/cn/ric.js'
import { Refused } from '@/lib/shared/refused'
import { type DocumentKind, isCardNumber, refusalToDocument } from './documents'

/** GB 11643's check digit. Of stdnum, which knows the numbers of the whole world, only this is loaded, and only by the server. */
export const checksumHolds = (number: string) => isCardNumber(number) && validate(number).isValid

/**
 * @param number normalised
 * @throws Refused(one of refusalToDocument's codes) at the field `idNumber`
 */
export function checkDocument(kind: DocumentKind, number: string, now: Date): void {
  const refusal = refusalToDocument(kind, number, checksumHolds(number), now)
  if (refusal) throw new Refused(refusal.code, refusal.facts, 'idNumber')
}
