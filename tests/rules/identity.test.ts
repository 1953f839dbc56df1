import { describe, expect, test } from 'vitest'
import {
  maskIdNumber,
  maskPhone,
  normalizeIdNumber,
  normalizeName,
  opensActivation,
  passwordStrength,
  refusalToPassword,
  strangeCharacters,
  waitForSms,
} from '@/lib/identity/rules'

describe('an ID number is understood as people type it', () => {
  test.each([
    ['130203198001011228', '130203198001011228'],
    ['13020319800101122x', '13020319800101122X'],
    ['１３０２０３１９８００１０１１２２８', '130203198001011228'],
    ['13020319800101122ｘ', '13020319800101122X'],
    ['13020319800101122Ｘ', '13020319800101122X'],
    ['130203 1980 0101 1228', '130203198001011228'],
    ['　130203198001011228\t', '130203198001011228'],
    ['\u200b130203198001011228\ufeff', '130203198001011228'],
    ['', ''],
  ])('%j', (typed, number) => {
    expect(normalizeIdNumber(typed)).toBe(number)
  })
})

test.each([
  [maskIdNumber('130203198001011228'), '1302**********1228'],
  [maskIdNumber('13020319800101122X'), '1302**********122X'],
  [maskPhone('13800006021'), '138****6021'],
])('shown to others as %s', (shown, expected) => {
  expect(shown).toBe(expected)
})

describe('a name is understood as people type it', () => {
  test.each([
    ['张丽华', '张丽华'],
    [' 张 丽 华 ', '张丽华'],
    ['张　丽华', '张丽华'],
    ['阿依古丽·买买提', '阿依古丽·买买提'],
    ['阿依古丽•买买提', '阿依古丽·买买提'],
    ['阿依古丽・买买提', '阿依古丽·买买提'],
    ['阿依古丽‧买买提', '阿依古丽·买买提'],
    ['阿依古丽∙买买提', '阿依古丽·买买提'],
    ['阿依古丽．买买提', '阿依古丽·买买提'],
    ['\u200b张丽华\ufeff', '张丽华'],
    ['Anna Marie', 'Anna Marie'],
    ['   ', ''],
  ])('%j is %s', (typed, name) => {
    expect(normalizeName(typed)).toBe(name)
  })
})

describe('a name', () => {
  test.each([
    ['阿依古丽·买买提', []],
    ['王䶮', []],
    ['𠮷田', []],
    ['王\ue863', []],
    ["Anna-Marie O'Neil Jr.", []],
    ['张三2', ['2']],
    ['王🙂（<b>）', ['🙂', '（', '<', '>', '）']],
  ])('%s has nothing strange but %j', (name, strange) => {
    expect(strangeCharacters(name)).toEqual(strange)
  })

  test('loses what nobody sees', () => {
    expect(normalizeName('张\u0000丽\u200d华\u2060')).toBe('张丽华')
  })
})

describe('how strong a password is', () => {
  test.each([
    ['', 0],
    ['12345678', 0],
    ['abc12345', 0],
    ['aaaaaaa1', 1],
    ['willow77', 1],
    ['willow77-', 2],
    ['willow77tree', 2],
    ['Willow-tree-7', 3],
    ['杨柳青青江水平77', 1],
    ['willow77treeside', 3],
    ['1111111111111111111a', 1],
  ])('%s: %i', (password, strength) => {
    expect(passwordStrength(password)).toBe(strength)
  })
})

describe('a new password', () => {
  const known = ['130203198001011228', '011228', '19800101', '13800006021']
  test.each([
    ['Abcdef1', 'password_weak', 'seven characters'],
    ['Abcdefg1', null, 'eight'],
    [`Abcdefg1${'x'.repeat(56)}`, null, 'sixty-four'],
    [`Abcdefg1${'x'.repeat(57)}`, 'password_weak', 'sixty-five'],
    ['abcdefgh', 'password_weak', 'letters only'],
    ['Abcdefgh', 'password_weak', 'capitals are no other kind'],
    ['83920174', 'password_weak', 'digits only'],
    ['!!!???##', 'password_weak', 'signs only'],
    ['abcdefg!', null, 'letters and signs'],
    ['8392017!', null, 'digits and signs'],
    ['correct horse', null, 'a blank is a sign'],
    ['好好学习天天向上', 'password_weak', 'Chinese letters only'],
    ['好好学习天天向上2', null, 'Chinese letters and a digit'],
    ['😀😀😀😀1234', null, 'emoji count one each'],
    ['123456', 'password_promised', 'the one promised to migrated trainees'],
    ['１２３４５６', 'password_promised', 'the same in full width'],
    [' 123456 ', 'password_promised', 'the same with blanks around'],
    ['Xs-123456', 'password_common', 'the same in a longer one'],
    ['a1234567', 'password_common', 'one everybody has'],
    ['ABC12345', 'password_common', 'the same in capitals'],
    ['x130203198001011228', 'password_common', 'the ID number in it'],
    ['abc011228', 'password_common', 'the last six of the ID number'],
    ['zlh19800101', 'password_common', 'the birthday'],
    ['tel13800006021', 'password_common', 'the phone number'],
    ['abc11228', null, 'only five of them'],
  ] as const)('%s: %s (%s)', (password, refusal, _why) => {
    expect(refusalToPassword(password, known)).toBe(refusal)
  })

  test('of somebody without a phone is not refused for that', () => {
    expect(refusalToPassword('Sturdy-2026', ['130203198001011228', ''])).toBeNull()
  })
})

describe('a code may be sent again', () => {
  const now = new Date('2026-06-18T04:00:00Z')
  const sent = (...secondsAgo: number[]) => secondsAgo.map((s) => ({ sentAt: new Date(now.getTime() - s * 1000) }))
  const hour = 3600
  const [hours, day] = [(n: number) => n * hour, 24 * hour]
  test.each<[string, { sentAt: Date }[], number | 'limit' | null]>([
    ['at once when none was sent', [], null],
    ['after a whole minute when it was just sent', sent(0), 60],
    ['after half a minute', sent(30), 30],
    ['after a second, part of one left', sent(59.4), 1],
    ['at once after 60 seconds', sent(60), null],
    ['as the fifth of an hour', sent(61, 200, 300, 3599), null],
    ['not as the sixth of an hour', sent(61, 200, 300, 400, 3599), 'limit'],
    ['as the sixth when the first is an hour old', sent(61, 200, 300, 400, hour), null],
    ['as the tenth of a day', sent(...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(hours)), null],
    ['not as the eleventh of a day', sent(...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(hours)), 'limit'],
    ['as the eleventh when the first is a day old', sent(...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(hours), day), null],
    ['not within the minute, whatever the limit says', sent(10, 100, 200, 300, 400), 50],
  ])('%s', (_, history, wait) => {
    expect(waitForSms(history, now)).toBe(wait)
  })
})

test.each([
  ['123456', true],
  ['１２３４５６', true],
  [' 123456', true],
  ['1234567', false],
  ['12345', false],
  ['', false],
])('%j as a password leads to the activation page: %s', (typed, opens) => {
  expect(opensActivation(typed)).toBe(opens)
})
