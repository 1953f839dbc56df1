import type { RefusalCode } from '@/lib/shared/messages'
import type { Choice, Found } from './find-people'
import type { GivenBack } from './give-back'
import type { RowRules } from './rules'

/** A file as uploaded. */
export type Upload = { name: string; bytes: Uint8Array }

/** What lib/roster-worker.ts is asked to do, once in its life. */
export type Task =
  | { task: 'check'; upload: Upload; rules: RowRules; choice?: Choice }
  | { task: 'give-back'; upload: Upload; problems: GivenBack }

/**
 * Rows come some at a time, as JSON (read twice as fast as what Node makes of objects), and the next only when these were taken: whoever
 * receives them is never held up for long.
 */
export type Answer =
  | { kind: 'ready' }
  | { kind: 'rows'; json: string; of: number }
  | ({ kind: 'checked' } & Found)
  | { kind: 'written'; file: Uint8Array }
  | { kind: 'refused'; code: RefusalCode; facts: Record<string, string | number> }
  | { kind: 'failed'; stack: string }

/** What the worker hears after its task. */
export type Taken = 'taken'
