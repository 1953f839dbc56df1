import { stdnum } from 'stdnum'
import { Refused } from '@/lib/shared/refused'
import { type DocumentKind, isCardNumber, refusalToDocument } from './documents'

/** GB 11643's check digit. stdnum is large: only the server loads it. */
export const checksumHolds = (number: string) => isCardNumber(number) && stdnum.CN!.ric!.validate(number).isValid

/**
 * @param number normalised
 * @throws Refused(one of refusalToDocument's codes) at the field `idNumber`
 */
export function checkDocument(kind: DocumentKind, number: string, now: Date): void {
  const refusal = refusalToDocument(kind, number, checksumHolds(number), now)
  if (refusal) throw new Refused(refusal.code, refusal.facts, 'idNumber')
}
