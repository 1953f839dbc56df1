import type { consentDocument } from '@/db/schema/identity'
import { privacy20261101 } from './legal-texts/privacy-2026-11-01'
import { privacy20261129 } from './legal-texts/privacy-2026-11-29'
import { privacy20261130 } from './legal-texts/privacy-2026-11-30'
import { sensitiveData20261101 } from './legal-texts/sensitive-data-2026-11-01'
import { terms20261101 } from './legal-texts/terms-2026-11-01'

export type ConsentDocument = (typeof consentDocument.enumValues)[number]

/** One version of a text people agree to. `version` is the day it comes into force. {gaps} are filled with the portal's settings. */
export type LegalText = { version: string; title: string; intro: string[]; sections: { title: string; paragraphs: string[] }[] }

/** All versions, newest first. A published one is never changed (a test keeps its fingerprint): a change is a new version. */
export const legalTexts: Record<ConsentDocument, [LegalText, ...LegalText[]]> = {
  terms: [terms20261101],
  privacy: [privacy20261130, privacy20261129, privacy20261101],
  sensitive_data: [sensitiveData20261101],
}

/** The versions in force, which who registers agrees to. */
export const currentVersions = (): Record<ConsentDocument, string> => ({
  terms: legalTexts.terms[0].version,
  privacy: legalTexts.privacy[0].version,
  sensitive_data: legalTexts.sensitive_data[0].version,
})

/** The part of the address that names a text: /legal/terms, /legal/privacy, /legal/sensitive-data. */
export const legalSlugs: Record<ConsentDocument, string> = { terms: 'terms', privacy: 'privacy', sensitive_data: 'sensitive-data' }

/** The text at an address, in force or the version asked for; null when there is none. */
export function findLegalText(slug: string, version?: string): { text: LegalText; versions: string[] } | null {
  const document = (Object.keys(legalSlugs) as ConsentDocument[]).find((name) => legalSlugs[name] === slug)
  if (!document) return null
  const texts = legalTexts[document]
  const text = version ? texts.find((one) => one.version === version) : texts[0]
  return text ? { text, versions: texts.map((one) => one.version) } : null
}
