import { describe, expect, test } from 'vitest'
import { chineseAmount } from '@/lib/invoices/chinese-amount'

/** The first block are the examples of 《正确填写票据和结算凭证的基本规定》, with 整 after 角 where it leaves that open. */
const amounts: [fen: number, words: string][] = [
  [140950, '壹仟肆佰零玖元伍角整'],
  [600714, '陆仟零柒元壹角肆分'],
  [168032, '壹仟陆佰捌拾元叁角贰分'],
  [10700053, '壹拾万柒仟元伍角叁分'],
  [1640902, '壹万陆仟肆佰零玖元零贰分'],
  [32504, '叁佰贰拾伍元零肆分'],

  [0, '零元整'],
  [1, '壹分'],
  [10, '壹角整'],
  [11, '壹角壹分'],
  [100, '壹元整'],
  [101, '壹元零壹分'],
  [1000, '壹拾元整'],
  [1150, '壹拾壹元伍角整'],
  [12000, '壹佰贰拾元整'],
  [10100, '壹佰零壹元整'],
  [100100, '壹仟零壹元整'],
  [101000, '壹仟零壹拾元整'],
  [1000000, '壹万元整'],
  [1000100, '壹万零壹元整'],
  [1010000, '壹万零壹佰元整'],
  [1100000, '壹万壹仟元整'],
  [100000000, '壹佰万元整'],
  [100050000, '壹佰万零伍佰元整'],
  [100000001, '壹佰万元零壹分'],
  [10000000000, '壹亿元整'],
  [10000000100, '壹亿零壹元整'],
  [10001000000, '壹亿零壹万元整'],
  [10000100000, '壹亿零壹仟元整'],
  [1020030405, '壹仟零贰拾万零叁佰零肆元零伍分'],
  [98765432109, '玖亿捌仟柒佰陆拾伍万肆仟叁佰贰拾壹元零玖分'],
  [99999999999999, '玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
  [-12000, '负壹佰贰拾元整'],
]

describe('amounts in Chinese capital numerals', () => {
  test.each(amounts)('%i fen is %s', (fen, words) => {
    expect(chineseAmount(fen)).toBe(words)
  })

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e14, -1e14])('%d is no amount', (fen) => {
    expect(() => chineseAmount(fen)).toThrow(RangeError)
  })
})
