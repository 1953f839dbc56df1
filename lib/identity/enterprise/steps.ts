import type { EnterpriseInvoice, enterpriseKind } from '@/db/schema/identity'
import type { CodeKind } from './code'
import type { LicenceKind } from './licence'

export type EnterpriseKind = (typeof enterpriseKind.enumValues)[number]

export const enterpriseKindNames: Record<EnterpriseKind, string> = {
  company: '企业',
  institution: '事业单位',
  government: '机关',
  society: '社会组织',
  other: '其他',
}

/** Bodies that have no tax number of their own to put on an invoice. */
export const isPublicBody = (kind: EnterpriseKind) => kind === 'institution' || kind === 'government'

export type EnterpriseConsents = { terms: string; privacy: string }

/** What somebody who registers an enterprise has answered so far. The password is asked last and never in it. */
export type EnterpriseAnswers = {
  consents: EnterpriseConsents
  /** When they agreed, ISO 8601. */
  agreedAt: string
  name?: string
  kind?: EnterpriseKind
  code?: string
  codeKind?: CodeKind
  codeDoubtful?: boolean
  regionCode?: string
  address?: string
  /** The code has an account: told only after the phone was proved. */
  taken?: boolean
  contactName?: string
  phone?: string
  phoneProved?: boolean
  /** A licence lies in storage under the draft's id; its version changes with each upload. */
  licence?: { kind: LicenceKind; version: number }
  invoice?: EnterpriseInvoice
  typed?: Partial<Record<EnterpriseTypedStep, Record<string, string>>>
}

/** The pages in their order. */
const enterpriseSteps = ['consent', 'unit', 'contact', 'licence', 'invoice', 'password'] as const
export type EnterpriseStep = (typeof enterpriseSteps)[number]

/** What may be kept of a page that was not sent. */
export const enterpriseTypedFields = {
  unit: ['name', 'enterpriseCode', 'kind', 'regionCode', 'address'],
  contact: ['contactName', 'phone'],
  invoice: ['buyerKind', 'title', 'taxNumber'],
} as const
export type EnterpriseTypedStep = keyof typeof enterpriseTypedFields

/** The first page that still misses something; 'password' when nothing does. `current`: the versions in force. */
export function firstEnterpriseGap(answers: EnterpriseAnswers | null, current: EnterpriseConsents): EnterpriseStep {
  if (!answers || answers.consents.terms !== current.terms || answers.consents.privacy !== current.privacy) return 'consent'
  if (!answers.name || !answers.kind || !answers.code || !answers.regionCode || !answers.address) return 'unit'
  if (!answers.contactName || !answers.phone || !answers.phoneProved) return 'contact'
  if (!answers.licence) return 'licence'
  return answers.invoice ? 'password' : 'invoice'
}

export const enterpriseStepReached = (step: EnterpriseStep, gap: EnterpriseStep) =>
  enterpriseSteps.indexOf(step) <= enterpriseSteps.indexOf(gap)

/** The answers with those of one page in place of the old, without what hung on an old code, phone or name. */
export function enterpriseAnswered(before: EnterpriseAnswers, change: Partial<EnterpriseAnswers>): EnterpriseAnswers {
  const after = { ...before, ...change }
  if (after.code !== before.code && change.taken === undefined) after.taken = undefined
  if (after.phone !== before.phone) after.phoneProved = undefined
  const otherUnit = after.code !== before.code || after.name !== before.name || after.kind !== before.kind
  if (otherUnit) after.invoice = undefined // made out to the unit as it was
  return after
}
