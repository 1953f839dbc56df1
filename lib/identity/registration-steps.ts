import type { DocumentKind } from './documents'
import type { ConsentDocument } from './legal'

/** What somebody who registers has answered so far. A password is never in it, only its hash. */
export type Answers = {
  consents: Record<ConsentDocument, string>
  /** When they agreed, ISO 8601. */
  agreedAt: string
  name?: string
  documentKind?: DocumentKind
  idNumber?: string
  /** The number belongs to an account: told only after the phone was proved. */
  taken?: boolean
  phone?: string
  phoneProved?: boolean
  passwordHash?: string
  employer?: string
  regionCode?: string
  technicalGrade?: string
  /** A photo lies in storage under the draft's id; its version changes with each upload. */
  photoVersion?: number
  /** What stands in a page that has not been sent yet, as typed. */
  typed?: Partial<Record<TypedStep, Record<string, string>>>
}

/** The pages in their order. The first is asked before anything personal is. */
const registrationSteps = ['consent', 'identity', 'phone', 'password', 'employment', 'photo'] as const
export type RegistrationStep = (typeof registrationSteps)[number]

/** What may be kept of a page that was not sent: neither passwords nor codes. */
export const typedFields = {
  identity: ['name', 'documentKind', 'idNumber'],
  phone: ['phone'],
  employment: ['employer', 'regionCode', 'technicalGrade'],
} as const
export type TypedStep = keyof typeof typedFields

/** The first page that still misses something; 'photo' when nothing does. `current`: the versions in force. */
export function firstGap(answers: Answers | null, current: Record<ConsentDocument, string>): RegistrationStep {
  if (!answers || Object.entries(current).some(([document, version]) => answers.consents[document as ConsentDocument] !== version))
    return 'consent'
  if (!answers.name || !answers.documentKind || !answers.idNumber) return 'identity'
  if (!answers.phone || !answers.phoneProved) return 'phone'
  if (!answers.passwordHash) return 'password'
  return answers.employer && answers.regionCode ? 'photo' : 'employment'
}

/** Whether the page of `step` may be opened now: everything before it is filled in. */
export const reached = (step: RegistrationStep, gap: RegistrationStep) => registrationSteps.indexOf(step) <= registrationSteps.indexOf(gap)

/**
 * The answers with those of one page in place of the old. Another number or phone makes what hung on it void: a proof, and a password
 * that was checked not to contain them.
 */
export function answered(before: Answers, change: Partial<Answers>): Answers {
  const after = { ...before, ...change }
  const otherNumber = after.idNumber !== before.idNumber || after.documentKind !== before.documentKind
  const otherPhone = after.phone !== before.phone
  if (otherNumber && change.taken === undefined) after.taken = undefined
  if (otherPhone) after.phoneProved = undefined
  if (otherNumber || otherPhone) after.passwordHash = undefined
  return after
}
