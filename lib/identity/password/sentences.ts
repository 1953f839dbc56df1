import type { TranslationKeys } from '@zxcvbn-ts/core'

/** What zxcvbn finds, in words that end a sentence: 这个密码容易被猜到：… */
export const warnings: TranslationKeys['warnings'] = {
  straightRow: '它是键盘上的一排键',
  keyPattern: '它沿着键盘上相邻的键排列',
  simpleRepeat: '它是同一个字符的重复',
  extendedRepeat: '它是同一段字符的重复',
  sequences: '它是按顺序排列的字母或数字',
  recentYears: '年份很容易猜到',
  dates: '日期很容易猜到，生日也是',
  topTen: '它是全世界用得最多的密码之一',
  topHundred: '它是用得最多的一百个密码之一',
  common: '很多人都在用这个密码',
  similarToCommon: '它和很多人用的密码差不多',
  wordByItself: '它只是一个常见的词',
  namesByThemselves: '它只是一个姓名或姓名的拼音',
  commonNames: '它由常见的姓名或姓名的拼音组成',
  userInputs: '它用到了您的姓名、证件号码、手机号或单位等信息',
  pwned: '它已出现在泄露的密码里',
}

/** What zxcvbn finds and does not name. */
export const ownWarnings = { words: '它只由一两个常见的词或拼音组成', short: '它太短，可以很快试完' }

/** What would help, each a sentence of its own. */
export const suggestions: TranslationKeys['suggestions'] = {
  l33t: '用 @ 代替 a、用 0 代替 o 这样的替换，猜密码的人都会试。',
  reverseWords: '把词倒过来写也容易猜到。',
  allUppercase: '全部大写和全部小写一样容易猜到。',
  capitalization: '只把首字母大写，帮助不大。',
  dates: '请不要用日期和生日。',
  recentYears: '请不要用年份。',
  associatedYears: '请不要用和自己有关的年份。',
  sequences: '请不要用 abc、1234 这样的顺序。',
  repeated: '请不要重复同样的字符或词。',
  longerKeyboardPattern: '请不要沿着键盘顺序取字符。',
  anotherWord: '请再加两三个互不相关的词。',
  useWords: '可以用几个互不相关的词连起来。',
  noNeed: '不一定要用符号、数字或大写字母。',
  pwned: '请换一个没有用过的密码。',
}
