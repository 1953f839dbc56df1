import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseGift, writeGift } from '@/lib/catalog/questions/gift'
import { type Draft, judgementOptions, problemsOf } from '@/lib/catalog/questions/rules'

const one = (text: string) => parseGift(text).questions.map(({ draft }) => draft)[0]

describe('a GIFT file', () => {
  test.each([
    [
      '单选',
      '首先应当{=切断电源 ~用手拉开 ~泼水}',
      { kind: 'single', stem: '首先应当', options: ['切断电源', '用手拉开', '泼水'], correct: [0] },
    ],
    ['a title and a format', '::第一题::[html]<p>首先</p>{~甲 =乙}', { stem: '首先', options: ['甲', '乙'], correct: [1] }],
    ['a blank in the middle', '首先应当{=切断 ~拉开}电源。', { stem: '首先应当（　）电源。' }],
    [
      '多选 by weights',
      '包括{~%50%按压 ~%-50%冷敷 ~%50%开放气道}',
      { kind: 'multiple', options: ['按压', '冷敷', '开放气道'], correct: [0, 2] },
    ],
    ['weights of thirds', 'x{~%33.33333%a ~%33.33333%b ~%33.33333%c ~d}', { kind: 'multiple', correct: [0, 1, 2] }],
    ['判断', '湿手可以拔插头。{FALSE}', { kind: 'judgement', options: judgementOptions, correct: [1] }],
    ['判断 in short, with feedback for wrong and right', '先断电。{T#答错了#对，先断电}', { correct: [0], explanation: '对，先断电' }],
    ['feedback of the right answer', '先{=断电#断电最要紧 ~泼水#错}', { explanation: '断电最要紧' }],
    ['feedback of the question, which goes before', '先{=断电#甲 ~泼水\n####见第二章\n}', { explanation: '见第二章' }],
    ['escapes', '1 \\= 1 \\{\\}\\: \\~\\#\\\\{=a\\=b ~c\\~d}', { stem: '1 = 1 {}: ~#\\', options: ['a=b', 'c~d'] }],
    ['new lines', '一\\n二{=甲 ~乙}', { stem: '一\n二' }],
    ['answers on lines of their own', '先{\n  =断电\n\n}', undefined],
    ['an arrow in an option is no matching', 'x{=a -> b ~c}', { options: ['a -> b', 'c'] }],
    ['entities and tags', '<b>a &lt; b</b>{=对&amp;错 ~丙}', { stem: 'a < b', options: ['对&错', '丙'] }],
  ])('%s', (_, text, expected) => {
    if (expected) expect(one(text)).toMatchObject(expected)
    else expect(one(text)).toBeUndefined()
  })

  test.each([
    ['essay', '谈谈体会{}', '问答题'],
    ['short answer', '中国的首都是{=北京 =北京市}', '填空题'],
    ['matching', '连线{=甲 -> 1 =乙 -> 2}', '匹配题'],
    ['numbers', '几个？{#3:1}', '数值题'],
    ['a description', '请回答下列问题', '没有答案'],
    ['no closing brace', '先{=断电 ~泼水', '花括号不成对'],
    ['closed before it opens', '先}=断电{', '花括号不成对'],
    ['two answers', '先{=a ~b}后{=c ~d}', '多对花括号'],
    ['no sign before an option', '先{断电 ~泼水}', '答案的写法不对'],
    ['two right answers without weights', '先{=a =b ~c}', '多个 = 答案'],
    ['one weight alone', '先{~%50%a ~b}', '只有一个带权重'],
    ['a weight that is none', '先{~%半%a =b}', '权重的写法不对'],
    ['nothing right', '先{~a ~b}', '没有正确答案'],
    ['the same option twice', '先{=a ~a}', '相同'],
    ['nine options', `先{=a ${[...'bcdefghi'].map((c) => `~${c}`).join(' ')}}`, '多于 8 个'],
    ['an empty stem', '{=a ~b}', '题干是空的'],
  ])('%s is a problem, with its line', (_, text, what) => {
    const { questions, problems } = parseGift(`// 说明\n\n好题{=a ~b}\n\n${text}\n\n好题二{T}\n`)
    expect(questions.map(({ draft }) => draft.stem)).toEqual(['好题', '好题二'])
    expect(problems[0]).toMatchObject({ line: 5, what: expect.stringContaining(what), todo: expect.stringMatching(/./) })
  })

  test('comments are nothing, categories are left out and said, either end of line and a mark at the beginning are fine', () => {
    const { questions, remarks } = parseGift('\ufeff// 甲\r\n$CATEGORY: $course$/安全\r\n\r\n$CATEGORY: x\r\n先{T}\r\n// 乙\r\n\r\n后{F}')
    expect(questions.map(({ line, draft }) => [line, draft.stem])).toEqual([
      [5, '先'],
      [8, '后'],
    ])
    expect(remarks).toEqual([expect.stringContaining('2 处题目分类')])
  })

  test.each([
    ['braces without end', '{'.repeat(200_000)],
    ['titles without end', '::'.repeat(200_000)],
    ['backslashes without end', `x{=${'\\'.repeat(200_000)} ~b}`],
    ['options without end', `x{${'~a '.repeat(100_000)}}`],
    ['weights without end', `x{~${'%1'.repeat(100_000)}}`],
    ['tags without end', `${'<p '.repeat(100_000)}{=a ~b}`],
    ['characters that stand for our own', 'x\x01\x02{=a\x08 ~b}'],
    ['more questions than anybody has', '题{T}\n\n'.repeat(50_000)],
  ])('%s does not hold it up', (_, text) => {
    const began = performance.now()
    parseGift(text)
    expect(performance.now() - began).toBeLessThan(2000)
  })

  test('what is written is read again unchanged', () => {
    const text = fc
      .string({ unit: fc.constantFrom(...'安全 =~#{}:\\%50->&<>/$\n"'), minLength: 1, maxLength: 20 })
      .map((s) => s.replace(/[^\S\n]+/g, ' ').trim())
      .filter(Boolean)
    const draft = fc
      .record({
        kind: fc.constantFrom('single', 'multiple', 'judgement'),
        stem: text,
        options: fc.uniqueArray(text, { minLength: 3, maxLength: 6 }),
        explanation: fc.oneof(text, fc.constant('')),
      })
      .map(({ kind, stem, options, explanation }): Draft => {
        if (kind === 'judgement') return { kind, stem, options: judgementOptions, correct: [options.length % 2], explanation }
        return { kind: kind as 'single' | 'multiple', stem, options, correct: kind === 'single' ? [1] : [0, 2], explanation }
      })
      .filter((one) => !problemsOf(one).length)
    fc.assert(
      fc.property(fc.array(draft, { maxLength: 4 }), (drafts) => {
        const file = parseGift(writeGift('用电\n安全', drafts))
        expect(file.problems).toEqual([])
        expect(file.questions.map(({ draft: read }) => read)).toEqual(drafts)
      }),
    )
  })
})
