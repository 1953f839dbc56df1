import { expect, test } from 'vitest'
import { normalizeCode, readCode } from '@/lib/identity/enterprise/code'
import { UnitInput } from '@/lib/identity/enterprise/input'

const read = (typed: string) => {
  const found = readCode(normalizeCode(typed))
  return 'kind' in found ? `${found.kind}${found.doubtful ? '?' : ''}` : found.code
}

/** Those of companies and authorities are from public registers. */
test.each([
  // 统一社会信用代码
  ['91110000802100433B', 'credit', '北京百度网讯科技'],
  ['91110108551385082Q', 'credit', '小米科技'],
  ['91330100799655058B', 'credit', 'a company of Hangzhou'],
  ['9144030071526726XG', 'credit', '腾讯计算机系统, with X inside'],
  ['91440300708461136T', 'credit', '腾讯科技（深圳）'],
  ['914403001922038216', 'credit', '华为技术, whose check is a figure'],
  ['91310000132207927C', 'credit', 'a company of Shanghai'],
  ['11100000MB03271699', 'credit', 'an authority of the state'],
  ['91350100M000100Y43', 'credit', 'the example of GB 32100-2015'],
  ['91130203MA0DEM0119', 'credit', 'our demo'],
  ['12130208MB0DEM031T', 'credit', 'a public institution of the demo'],
  ['n2130208mf0dem0319', 'credit?', '村集体经济组织 begin with a letter'],
  ['91110000802100433C', 'credit?', 'another check character'],
  ['91110000802100434B', 'credit?', 'another figure'],
  ['91110000820100433B', 'credit?', 'two figures exchanged'],
  ['９１１１００００８０２１００４３３Ｂ', 'credit', 'full-width'],
  ['91110000802100433b', 'credit', 'a small letter'],
  [' 91110000 8021 0043 3B ', 'credit', 'blanks'],
  ['91110000\u200b802100433B', 'credit', 'a blank nobody sees'],
  ['9111000080210043OB', 'enterprise_code_credit', 'the letter O'],
  ['9111000080210043IB', 'enterprise_code_credit', 'the letter I'],
  ['9111A000802100433B', 'enterprise_code_credit', 'a letter in the region'],
  // 注册号
  ['110108012660422', 'registration', '小米科技, before 2015'],
  ['440301102739085', 'registration', 'of Shenzhen'],
  ['110000002932312', 'registration', 'of Beijing'],
  ['110108012660423', 'registration?', 'another check digit'],
  ['110108012660242', 'registration?', 'two figures exchanged'],
  ['11010801266042X', 'enterprise_code_registration', 'a letter'],
  // 组织机构代码
  ['802100433', 'organization', 'the same as in 91110000802100433B'],
  ['D2143569X', 'organization', 'the example of GB 11714'],
  ['d2143569-x', 'organization', 'the same with hyphen and small letters'],
  ['71526726－Ｘ', 'organization', 'full-width hyphen'],
  ['551385082', 'organization', 'of another'],
  ['000000000', 'organization', 'whose check is 11, written 0'],
  ['802100434', 'organization?', 'another check digit'],
  ['80210043A', 'enterprise_code_organization', 'a letter in place of the check digit'],
  // Anything else
  ['', 'enterprise_code_missing', 'nothing'],
  ['   ', 'enterprise_code_missing', 'blanks alone'],
  ['91110000802100433', 'enterprise_code_length', '17 characters'],
  ['91110000802100433BB', 'enterprise_code_length', '19 characters'],
  ['1101080126604', 'enterprise_code_length', '13 figures'],
  ['百度', 'enterprise_code_length', 'a name'],
])('%s is %s: %s', (typed, expected) => {
  expect(read(typed)).toBe(expected)
})

test('a code of the right form is read as exactly one of its check characters', () => {
  const last = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
  expect(last.filter((check) => read(`91110000802100433${check}`) === 'credit')).toEqual(['B'])
  const digits = [...'0123456789']
  expect(digits.filter((check) => read(`11010801266042${check}`) === 'registration')).toEqual(['2'])
  expect([...digits, 'X'].filter((check) => read(`80210043${check}`) === 'organization')).toEqual(['3'])
})

test('the form says what is wrong in a sentence, with the length', () => {
  const unit = { name: '唐山云桥', kind: 'company', regionCode: '130203', address: '新华西道 118 号' }
  const issues = UnitInput.safeParse({ ...unit, enterpriseCode: '911100008021004' + '33' }).error?.issues
  expect(issues?.map(({ path, message }) => [path[0], message])).toEqual([
    ['enterpriseCode', '现在是 17 位。统一社会信用代码 18 位，注册号 15 位，组织机构代码 9 位，请对照证照核对。'],
  ])
  expect(
    UnitInput.parse({ ...unit, name: ' 唐山云桥(集团) 有限公司 ', enterpriseCode: '９１１１００００８０２１００４３３ｂ' }),
  ).toMatchObject({
    name: '唐山云桥（集团）有限公司',
    enterpriseCode: '91110000802100433B',
  })
})
