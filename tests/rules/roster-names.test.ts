import { describe, expect, test } from 'vitest'
import { readPerson } from '@/lib/identity/import/rules'
import { EmploymentInput, IdentityInput } from '@/lib/identity/registration-input'
import { checked, man, rosterRules } from '../support/rosters'

/** Wherever a name is entered, in words. */
const doors: [string, (name: string) => string | undefined][] = [
  ['名单', (name) => checked({ name }).problems.find(({ column }) => column === 'name')?.wrong],
  [
    '实名注册',
    (name) =>
      IdentityInput.safeParse({ name, documentKind: 'resident_id', idNumber: man }).error?.issues.find(({ path }) => path[0] === 'name')
        ?.message,
  ],
  [
    '导入',
    (name) => {
      const at = { name: 0, idNumber: 1 }
      const cells = [{ text: name }, { text: man }]
      try {
        readPerson({ number: 2, cells } as never, at as never, { now: rosterRules.now, regions: new Map(), dayZero: new Date(0) })
        return undefined
      } catch (error) {
        return (error as Error).message
      }
    },
  ],
]

describe.each(doors)('a name is looked through at %s', (_, told) => {
  test.each(['张〇', '王䶮', '𬱖文静', '阿依古丽·买买提'])('%s is taken', (name) => {
    expect(told(name)).toBeUndefined()
  })
  test.each([
    ['王\ue863', '自造字“\ue863”'],
    ['𡌴小明', '“𡌴”现在打印不到证书上'],
    ['张三1', '不能使用的字符“1”'],
  ])('%s is told', (name, words) => {
    expect(told(name)).toContain(words)
  })
})

test('so is 单位, which stands on the certificate, too', () => {
  expect(checked({ employer: '𡌴田公司' }).problems.map(({ kind, column }) => `${column} ${kind}`)).toEqual(['employer unprintable'])
  expect(EmploymentInput.safeParse({ employer: '唐山𡌴田有限公司', regionCode: '130203' }).error?.issues[0]?.message).toContain('“𡌴”')
})
