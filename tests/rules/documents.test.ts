import { describe, expect, test } from 'vitest'
import { checkDocument, checksumHolds } from '@/lib/identity/check-document'
import { cardKindOf, type DocumentKind, documentNames, isPassportNumber, numberLabel } from '@/lib/identity/documents'
import { idNumberIndex } from '@/lib/identity/queries'
import { maskIdNumber } from '@/lib/identity/rules'
import { refusalText } from '@/lib/shared/refusal-text'
import { Refused } from '@/lib/shared/refused'
import { withCheckDigit } from '../support/id-numbers'

const today = new Date('2026-06-18T04:00:00Z')

/** What stands under the field, or null when the number is taken. */
function sentence(kind: DocumentKind, number: string, now = today): string | null {
  try {
    checkDocument(kind, number, now)
    return null
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    expect(error.field).toBe('idNumber')
    return refusalText(error)
  }
}

const born = (day: string, place = '130203') => withCheckDigit(`${place}${day.replaceAll('-', '')}122`)

describe('居民身份证', () => {
  test.each([
    ['a number of this city', '130203198001011226', null],
    ['an X at the end', withCheckDigit('13020319800101107'), null],
    ['a county that was abolished long ago', born('1958-03-09', '132201'), null],
    ['the 29th of February of a leap year', born('2000-02-29'), null],
    ['nothing', '', '请填写证件号码。'],
    ['17 digits', '13020319800101122', '现在是 17 位，请补全 18 位身份证号。'],
    ['an old number of 15 digits', '130203800101122', '现在是 15 位，请补全 18 位身份证号。'],
    ['19 digits', '1302031980010112266', '现在是 19 位，身份证号只有 18 位，请核对。'],
    ['a letter in the middle', '1302031980O1011226', '身份证号只有数字，末位可以是 X，请对照身份证核对。'],
    ['an X in the middle', '13020319800101X226', '身份证号只有数字，末位可以是 X，请对照身份证核对。'],
    ['no province', born('1980-01-01', '000203'), '身份证号的前两位不是行政区划代码，请对照身份证核对。'],
    ['the 30th of February', born('1980-02-30'), '身份证号中的出生日期不存在，请对照身份证核对。'],
    ['the 29th of February of a common year', born('1981-02-29'), '身份证号中的出生日期不存在，请对照身份证核对。'],
    ['a thirteenth month', born('1980-13-01'), '身份证号中的出生日期不存在，请对照身份证核对。'],
    ['day nought', born('1980-01-00'), '身份证号中的出生日期不存在，请对照身份证核对。'],
    ['the year 0000', born('0000-01-01'), '身份证号中的出生日期不存在，请对照身份证核对。'],
    ['tomorrow', born('2026-06-19'), '身份证号中的出生日期还没有到，请对照身份证核对。'],
    ['a wrong check digit', '130203198001011228', '身份证号有误，请对照身份证核对每一位。'],
    ['two digits exchanged', '130203198001012126', '身份证号有误，请对照身份证核对每一位。'],
    ['sixteen today', born('2010-06-18'), null],
    ['sixteen tomorrow', born('2010-06-19'), '未满 16 周岁，暂时不能注册。'],
    ['a hundred, until tomorrow', born('1925-06-19'), null],
    ['a hundred and one today', born('1925-06-18'), '按身份证号计算已超过 100 周岁，请对照身份证核对。'],
    ['a residence permit', born('1980-01-01', '810000'), '这是港澳台居民居住证的号码，请核对所选的证件类型。'],
    ['a foreigner’s permit', born('1980-01-01', '913156'), '这是外国人永久居留身份证的号码，请核对所选的证件类型。'],
  ])('%s', (_, number, expected) => {
    expect(sentence('resident_id', number)).toBe(expected)
  })

  test('the day is Beijing’s: somebody turns sixteen at midnight there', () => {
    expect(sentence('resident_id', born('2010-06-19'), new Date('2026-06-18T15:59:59Z'))).toBe('未满 16 周岁，暂时不能注册。')
    expect(sentence('resident_id', born('2010-06-19'), new Date('2026-06-18T16:00:00Z'))).toBeNull()
  })

  test('of all last digits exactly one holds', () => {
    const holding = [...'0123456789X'].filter((last) => checksumHolds(`13020319800101122${last}`))
    expect(holding).toEqual(['6'])
  })
})

describe('港澳台居民居住证 and 外国人永久居留身份证', () => {
  const [hongKong, macao, taiwan] = ['810000', '820000', '830000'].map((place) => born('1980-01-01', place)) as [string, string, string]
  test.each<[string, DocumentKind, string, string | null]>([
    ['香港', 'residence_permit', hongKong, null],
    ['澳门', 'residence_permit', macao, null],
    ['台湾', 'residence_permit', taiwan, null],
    [
      'a mainland number',
      'residence_permit',
      born('1980-01-01'),
      '港澳台居民居住证的号码以 810000、820000 或 830000 开头，请对照证件核对。',
    ],
    [
      'an 81 of another county',
      'residence_permit',
      born('1980-01-01', '810001'),
      '港澳台居民居住证的号码以 810000、820000 或 830000 开头，请对照证件核对。',
    ],
    [
      'a wrong check digit',
      'residence_permit',
      `${hongKong.slice(0, 17)}${hongKong.endsWith('1') ? 2 : 1}`,
      '身份证号有误，请对照身份证核对每一位。',
    ],
    ['a permit', 'foreigner_permit', born('1980-01-01', '913156'), null],
    ['a mainland number', 'foreigner_permit', born('1980-01-01'), '外国人永久居留身份证的号码以 9 开头，共 18 位，请对照证件核对。'],
    ['the 30th of February', 'foreigner_permit', born('1980-02-30', '913156'), '身份证号中的出生日期不存在，请对照身份证核对。'],
    ['17 digits', 'foreigner_permit', '91315619800101122', '现在是 17 位，请补全 18 位身份证号。'],
  ])('%s as %s', (_, kind, number, expected) => {
    expect(sentence(kind, number)).toBe(expected)
  })
})

describe('护照', () => {
  const form = '护照号码由 5–15 位字母和数字组成，请对照护照核对。'
  test.each([
    ['E12345678', null],
    ['123456789', null],
    ['AB1234567', null],
    ['X1234', null],
    ['1234', form],
    ['ABCDEFGH', form],
    ['1234567890', form],
    ['E1234567890123456', form],
    ['E1234-678', form],
    ['130203198001011226', '这是居民身份证的号码，请核对所选的证件类型。'],
  ])('%s', (number, expected) => {
    expect(sentence('passport', number)).toBe(expected)
  })

  test('a number mistyped by a few digits is never taken for a passport', () => {
    for (let length = 10; length <= 20; length++) expect(isPassportNumber('13020319800101122612'.slice(0, length))).toBe(false)
  })
})

test('numbers of different kinds never stand under the same index', () => {
  const numbers = ['130203198001011226', 'passport:130203198001011226', 'E12345678', 'passport:E12345678']
  expect(new Set(numbers.map(idNumberIndex)).size).toBe(numbers.length)
})

test('what is shown of a number', () => {
  expect([maskIdNumber('130203198001011226'), maskIdNumber('E12345678'), maskIdNumber('X1234')]).toEqual([
    '1302**********1226',
    'E1*****78',
    'X1*34',
  ])
  expect(Object.values(documentNames)).toHaveLength(4)
  expect([numberLabel('resident_id'), numberLabel('passport')]).toEqual(['身份证号', '证件号码'])
  expect(['130203', '810000', '913156', '000000', '810001'].map(cardKindOf)).toEqual([
    'resident_id',
    'residence_permit',
    'foreigner_permit',
    null,
    null,
  ])
})
