import type { RefusalCode } from './messages'

/**
 * A refusal that the user can act on. Not a bug: it becomes a sentence on the screen (see messages.ts), and nothing has
 * changed. `facts` fill the gaps of that sentence; `field` names the input it belongs to.
 */
export class Refused extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly facts: Record<string, string | number> = {},
    readonly field?: string,
  ) {
    super(code)
    this.name = 'Refused'
  }
}

/** A refusal as a rule gives it; null means yes. */
export type Refusal = Pick<Refused, 'code' | 'facts'>
