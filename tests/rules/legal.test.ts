import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { consentDocument } from '@/db/schema/identity'
import { currentVersions, findLegalText, legalSlugs, legalTexts } from '@/lib/identity/legal'

/** People agreed to these words. Never change a line here: publish a new version and add its fingerprint. */
const fingerprints: Record<string, string> = {
  'terms 2026-11-01': '6608868ccc8e5fd0',
  'privacy 2026-11-01': 'f0c228563c9ffcc4',
  'privacy 2026-11-29': '6057a8458eeb494a',
  'privacy 2026-11-30': '3818f035a17a7e33',
  'sensitive_data 2026-11-01': '0618809b82abe759',
}

const all = consentDocument.enumValues.flatMap((document) => legalTexts[document].map((text) => ({ document, text })))

describe('the texts people agree to', () => {
  test.each(all)('$document $text.version stands as it was published', ({ document, text }) => {
    const print = createHash('sha256').update(JSON.stringify(text)).digest('hex').slice(0, 16)
    expect(fingerprints[`${document} ${text.version}`]).toBe(print)
  })

  test.each(all)('$document $text.version is whole: every part has words, and gaps are ones the page fills', ({ text }) => {
    expect(text.sections.length).toBeGreaterThan(3)
    const words = [text.title, ...text.intro, ...text.sections.flatMap(({ title, paragraphs }) => [title, ...paragraphs])]
    expect(words.filter((line) => !line.trim())).toEqual([])
    const gaps = words.flatMap((line) => [...line.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!))
    expect(gaps.filter((gap) => !['portal', 'issuer', 'hotline', 'hotlineHours'].includes(gap))).toEqual([])
  })

  test('the newest version comes first and is the one in force', () => {
    for (const document of consentDocument.enumValues) {
      const versions = legalTexts[document].map(({ version }) => version)
      expect(versions).toEqual([...new Set(versions)].sort().reverse())
      expect(currentVersions()[document]).toBe(versions[0])
    }
  })

  test('each has an address of its own, and so has each version', () => {
    for (const { document, text } of all) {
      expect(findLegalText(legalSlugs[document], text.version)?.text).toBe(text)
    }
    expect(findLegalText('terms')?.text.version).toBe(currentVersions().terms)
    expect([findLegalText('nothing'), findLegalText('terms', '1999-01-01')]).toEqual([null, null])
  })
})
