import { describe, expect, test } from 'vitest'
import { certificateNumber, normalizeCertificateNumber } from '@/lib/certificates/rules'

describe('a certificate number', () => {
  test.each([
    [1, 'ZJ-2026-130203-000001'],
    [318, 'ZJ-2026-130203-000318'],
    [999_999, 'ZJ-2026-130203-999999'],
    [1_000_000, 'ZJ-2026-130203-1000000'],
  ])('with serial %i is %s', (serial, number) => {
    expect(certificateNumber('ZJ', 2026, '130203', serial)).toBe(number)
  })

  test.each([
    ['as printed', 'ZJ-2026-130203-000318'],
    ['in small letters', 'zj-2026-130203-000318'],
    ['with blanks', ' ZJ - 2026 - 130203 - 000318 '],
    ['with a full-width blank', 'ZJ-2026-130203-000318　'],
    ['in full-width characters', 'ＺＪ－２０２６－１３０２０３－０００３１８'],
    ['with Chinese dashes', 'ZJ—2026—130203—000318'],
    ['with short dashes', 'ZJ–2026–130203–000318'],
    ['with minus signs', 'ZJ−2026−130203−000318'],
  ])('is understood %s', (_, typed) => {
    expect(normalizeCertificateNumber(typed)).toBe('ZJ-2026-130203-000318')
  })
})
