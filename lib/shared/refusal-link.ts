import { refusalText } from './refusal-text'
import type { Refused } from './refused'
import { sign, verifySigned } from './secrets'
import { later, minutes } from './time'

type Sealed = Pick<Refused, 'code' | 'facts'> & { exp: number }

/** A refusal as part of an address, for a form that was posted without scripts; nobody else can put words there. */
export const sealRefusal = ({ code, facts }: Pick<Refused, 'code' | 'facts'>, now: Date): string =>
  sign('refusal', { code, facts, exp: later(now, minutes(10)).getTime() } satisfies Sealed)

/** The sentence for it; undefined where there is none, or it is not ours, or old. */
export function refusalFrom(sealed: string | undefined, now: Date): string | undefined {
  const refusal = sealed ? verifySigned<Sealed>('refusal', sealed, now) : null
  return refusal ? refusalText(refusal) : undefined
}
