import { describe, expect, test } from 'vitest'
import { name as formName, knownName } from '@/lib/identity/input'
import {
  faultOfName,
  maskForPublic,
  maskIdNumber,
  maskPhone,
  normalizeIdNumber,
  normalizeName,
  opensActivation,
  refusalToPassword,
  type SentCode,
  type SmsPurpose,
  vicinityOf,
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
  [maskForPublic('13020319800101122X'), '1****************X'],
  [maskForPublic('1302**********122X'), '1****************X'],
  [maskForPublic('E1*****78'), 'E*******8'],
  [maskForPublic('A1'), 'A1'],
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
  test.each(['阿依古丽·买买提', '王䶮', '𠮷田', '张〇', '𬱖文静', "Anna-Marie O'Neil Jr."])('%s is one', (name) => {
    expect(faultOfName(name)).toBeNull()
  })

  test.each([
    ['张三2', 'name_characters', ['2']],
    ['王🙂（<b>）', 'name_characters', ['🙂', '（', '<', '>', '）']],
    ['金哲⿱', 'name_characters', ['⿱']],
    ['王\ue863', 'name_private_use', ['\ue863']],
    ['王\ue863\u{f0000}2', 'name_private_use', ['\ue863', '\u{f0000}']],
    ['𡌴小明', 'unprintable', ['𡌴']],
    ['王𲈄', 'unprintable', ['𲈄']],
    ['محمد', 'unprintable', ['م', 'ح', 'د']],
  ])('%s is none: %s', (name, code, characters) => {
    expect(faultOfName(name)).toEqual({ code, facts: { characters: characters.join('') } })
  })

  test('nobody who is on file under such a name is kept from being found', () => {
    expect(knownName.safeParse('𡌴小明').success).toBe(true)
    expect(formName.safeParse('𡌴小明').error?.issues[0]?.message).toContain('“𡌴”现在打印不到证书上')
  })

  test('loses what nobody sees', () => {
    expect(normalizeName('张\u0000丽\u200d华\u2060')).toBe('张丽华')
  })
})

describe('the form of a new password', () => {
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
    ['maplerivers', 'password_weak', 'eleven letters only'],
    ['maplerivergo', null, 'twelve of one kind'],
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
    ['Xs-１２３４５６', 'password_common', 'the same in full width'],
    ['x130203198001011228', 'password_common', 'the ID number in it'],
    ['abc011228', 'password_common', 'the last six of the ID number'],
    ['zlh19800101', 'password_common', 'the birthday'],
    ['tel13800006021', 'password_common', 'the phone number'],
    ['abc11228', null, 'only five of them'],
  ] as const)('%s: %s (%s)', (password, refusal, _why) => {
    expect(refusalToPassword(password, known)).toBe(refusal)
  })

  test('of somebody without a phone is not refused for that', () => {
    expect(refusalToPassword('Maple-lake-47', ['130203198001011228', ''])).toBeNull()
  })
})

describe('a code may be sent again', () => {
  const now = new Date('2026-06-18T04:00:00Z')
  const sent = (purpose: SmsPurpose, near: boolean, ...secondsAgo: number[]): SentCode[] =>
    secondsAgo.map((s) => ({ sentAt: new Date(now.getTime() - s * 1000), purpose, near }))
  const own = (...secondsAgo: number[]) => sent('recover_password', false, ...secondsAgo)
  const mine = (...secondsAgo: number[]) => sent('recover_password', true, ...secondsAgo)
  const open = (...secondsAgo: number[]) => sent('register', false, ...secondsAgo)
  const hour = 3600
  const [hours, day] = [(n: number) => n * hour, 24 * hour]
  const recover = { purpose: 'recover_password', known: false } as const
  const fromHome = { purpose: 'recover_password', known: true } as const
  const register = { purpose: 'register', known: false } as const
  test.each<[string, SentCode[], Parameters<typeof waitForSms>[1], number | 'limit' | null]>([
    ['at once when none was sent', [], recover, null],
    ['after a whole minute when it was just sent', own(0), recover, 60],
    ['after half a minute', own(30), recover, 30],
    ['at once when another form just sent one', open(0), recover, null],
    ['after half a minute, whichever of the open forms sent it', open(30), { purpose: 'register_enterprise', known: false }, 30],
    ['after a second, part of one left', own(59.4), recover, 1],
    ['at once after 60 seconds', own(60), recover, null],
    ['as the fifth of an hour', own(61, 200, 300, 3599), recover, null],
    ['not as the sixth of an hour', own(61, 200, 300, 400, 3599), recover, 'limit'],
    ['as the sixth when the first is an hour old', own(61, 200, 300, 400, hour), recover, null],
    ['as the tenth of a day', own(...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(hours)), recover, null],
    ['not as the eleventh of a day', own(...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(hours)), recover, 'limit'],
    ['as the eleventh when the first is a day old', own(...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(hours), day), recover, null],
    ['not within the minute, whatever the limit says', own(10, 100, 200, 300, 400), recover, 50],
    ['as the sixth of a day of a form open to all', open(...[1, 2, 3, 4, 5].map(hours)), register, null],
    ['not as the seventh of it', open(...[1, 2, 3, 4, 5, 6].map(hours)), register, 'limit'],
    ['not at the other open form either', open(...[1, 2, 3, 4, 5, 6].map(hours)), { purpose: 'register_enterprise', known: true }, 'limit'],
    ['to recover, though the open forms are used up', open(61, 62, 63, 64, 65, hours(2)), recover, null],
    ['to recover, though those of the first sign-in are', sent('activate', false, 61, 62, 63, 64, 65), recover, null],
    ['to where the phone was proved, though strangers used all up', own(61, 62, 63, 64, 65), fromHome, null],
    ['to where the phone was proved, the third of an hour', [...own(61, 62, 63), ...mine(64, 65)], fromHome, null],
    ['not there as the fourth', [...own(61, 62), ...mine(63, 64, 65)], fromHome, 'limit'],
    [
      'not there as the fifth of a day',
      [...own(...[2, 3, 4, 5, 6, 7].map(hours)), ...mine(...[8, 9, 10, 11].map(hours))],
      fromHome,
      'limit',
    ],
  ])('%s', (_, history, ask, wait) => {
    expect(waitForSms(history, ask, now)).toBe(wait)
  })

  test.each([
    ['203.0.113.7', '203.0.113'],
    ['::ffff:203.0.113.7', '203.0.113'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1'],
    ['system', 'system'],
  ])('%s is of the network %s', (address, network) => {
    expect(vicinityOf(address)).toBe(network)
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
