import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ChangePasswordInput, ResetPasswordInput, SignInInput, StartRecoveryInput } from '@/lib/identity/input'

const signIn = { idNumber: '130203198001011228', password: 'Sturdy-oak-2026', captcha: 'ACDE' }
const recovery = { name: '张丽华', idNumber: '130203198001011228', captcha: 'ACDE' }
const reset = { code: '123456', password: 'Sturdy-oak-2026', repeated: 'Sturdy-oak-2026' }
const change = { current: 'Old-2026x', password: 'Sturdy-oak-2026', repeated: 'Sturdy-oak-2026' }

/** The sentences a form would show, by field. */
function issuesOf(schema: z.ZodType, raw: object): Record<string, string[]> {
  const parsed = schema.safeParse(raw)
  return parsed.success ? {} : (z.flattenError(parsed.error).fieldErrors as Record<string, string[]>)
}

describe('what is wrong is said at its field, one thing at a time', () => {
  test.each<[string, z.ZodType, object, string, string]>([
    ['no ID number', SignInInput, { ...signIn, idNumber: ' ' }, 'idNumber', '请填写身份证号。'],
    ['17 digits', SignInInput, { ...signIn, idNumber: '13020319800101122' }, 'idNumber', '现在是 17 位，请补全 18 位身份证号。'],
    [
      'an old number of 15 digits',
      SignInInput,
      { ...signIn, idNumber: '130203800101122' },
      'idNumber',
      '现在是 15 位，请补全 18 位身份证号。',
    ],
    [
      'a letter in the middle',
      SignInInput,
      { ...signIn, idNumber: '1302031980O1011228' },
      'idNumber',
      '身份证号只有数字，末位可以是 X，请对照身份证核对。',
    ],
    ['no password', SignInInput, { ...signIn, password: '' }, 'password', '请填写密码。'],
    ['no captcha', SignInInput, { ...signIn, captcha: ' ' }, 'captcha', '请填写图片中的验证码。'],
    ['no name', StartRecoveryInput, { ...recovery, name: '　' }, 'name', '请填写姓名。'],
    ['a name of 51 characters', StartRecoveryInput, { ...recovery, name: '张'.repeat(51) }, 'name', '姓名最多 50 个字。'],
    ['a digit in a name', StartRecoveryInput, { ...recovery, name: '张三2' }, 'name', '姓名中有不能使用的字符“2”，请核对。'],
    ['19 digits', SignInInput, { ...signIn, idNumber: '1302031980010112288' }, 'idNumber', '现在是 19 位，身份证号只有 18 位，请核对。'],
    ['five digits of a code', ResetPasswordInput, { ...reset, code: '12345' }, 'code', '请填写短信中的 6 位数字。'],
    ['a word for a code', ResetPasswordInput, { ...reset, code: 'abcdef' }, 'code', '请填写短信中的 6 位数字。'],
    ['no old password', ChangePasswordInput, { ...change, current: '' }, 'current', '请填写原密码。'],
  ])('%s', (_, schema, raw, field, sentence) => {
    expect(issuesOf(schema, raw)).toEqual({ [field]: [sentence] })
  })
})

describe('what people mean is read', () => {
  test.each<[string, z.ZodType, object, object]>([
    ['a small x', SignInInput, { ...signIn, idNumber: '13020319800101122x' }, { idNumber: '13020319800101122X' }],
    [
      'full-width digits with blanks',
      SignInInput,
      { ...signIn, idNumber: '１３０２０３ 19800101 1228' },
      { idNumber: '130203198001011228' },
    ],
    ['a passport', SignInInput, { ...signIn, idNumber: 'ｅ1234 5678' }, { idNumber: 'E12345678' }],
    ['fifty rare characters', StartRecoveryInput, { ...recovery, name: '𠮷'.repeat(50) }, { name: '𠮷'.repeat(50) }],
    ['a name with another dot', StartRecoveryInput, { ...recovery, name: '阿依古丽•买买提' }, { name: '阿依古丽·买买提' }],
    ['a code with a blank in the middle', ResetPasswordInput, { ...reset, code: '１２３ 456' }, { code: '123456' }],
    ['a password with blanks as it is', SignInInput, { ...signIn, password: ' two  blanks ' }, { password: ' two  blanks ' }],
  ])('%s', (_, schema, raw, read) => {
    expect(schema.parse(raw)).toMatchObject(read)
  })
})
