import { type DraftOf, draftsOf } from './drafts'
import type { Answers } from './registration-steps'

/** What somebody who registers as a trainee has answered so far. */
export type Draft = DraftOf<Answers>
export const { createDraft, findDraft, getDraft, lockDraft, changeDraft } = draftsOf<Answers>('registration-draft')
