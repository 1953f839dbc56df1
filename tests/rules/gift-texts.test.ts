import { describe, expect, test } from 'vitest'
import { parseGift } from '@/lib/catalog/questions/gift'

const one = (text: string) => parseGift(text).questions[0]
const stem = (text: string) => one(`${text}{=甲 ~乙}`)?.draft.stem

describe('the text of a question', () => {
  test.each([
    ['an escaped backslash before an n', '目录 D\\:\\\\notes\\\\new', '目录 D:\\notes\\new'],
    ['a formula', '$ 1 \\\\neq 0 $', '$ 1 \\neq 0 $'],
    ['a backslash before what needs none', '\\alpha 与 \\\\n\\n下', '\\alpha 与 \\n\n下'],
    ['a marker', '[moodle]2 米', '2 米'],
    ['a marker before the title', '[markdown]::Q12:: *强调* 与 **着重** 哪个对，3*4*5 呢', '强调 与 着重 哪个对，3*4*5 呢'],
    ['markers in each other', '[html][moodle]<p>甲</p>', '甲'],
    ['no more markers after [plain]', '[plain][html]是什么 &lt; <b>x</b>', '[html]是什么 &lt; <b>x</b>'],
    [
      'named entities',
      '[html]&hellip;&ldquo;四步&rdquo; 20&deg;C&plusmn;5&deg;C，3&times;4&nbsp;&ge;&alpha;',
      '……“四步” 20°C±5°C，3×4 ≥α'.replace('……', '…'),
    ],
    ['numeric entities', '[html]说法&#65306;&#x2264;5&#xFF1B;&#39;', "说法：≤5；'"],
    ['numeric entities without a marker', '说法&#65306;&#x2264;5 &foo; A&B AT&T;', '说法：≤5 &foo; A&B AT&T;'],
    ['an entity of an entity', '[html]写作 &amp;lt;b&amp;gt;', '写作 &lt;b&gt;'],
    [
      'paragraphs, lists, tables',
      '[html]<p>甲</p>\\n<ul><li>提</li><li>拔</li></ul><table><tr><td>看</td><td>听</td></tr></table>',
      '甲\n提\n拔\n看 听',
    ],
    [
      'styles and comments',
      '[html]<p><span style\\="color\\: \\#ff6600;"><!--<var>LE</var>-->动火</span>票<script>x</script></p>',
      '动火票',
    ],
    ['a link', '<a href\\="http\\://example.org/a?b\\=c">规程</a>', '规程'],
    [
      'raised and lowered figures',
      '[html]10<sup>3</sup> m<sup>2</sup> H<sub>2</sub>O x<sup>a+b</sup> 10<sup>-6</sup>',
      '10³ m² H₂O x^(a+b) 10⁻⁶',
    ],
    ['less and greater without a marker', '若 a<b 且 c>d，x<5，p<q>r，i<p，则', '若 a<b 且 c>d，x<5，p<q>r，i<p，则'],
    ['bold without a marker', '<b>a &lt; b</b><br/>下一行', 'a < b\n下一行'],
  ])('%s', (_, text, expected) => expect(stem(text)).toBe(expected))

  test('each option and each feedback has its own format, or that of the stem', () => {
    const read = one(
      '::作业面::[html]<p>起算高度是</p>{\n~[moodle]1 米#[html]<p>太低</p>\n=%100%[moodle]2 米#[html]<p>GB/T&nbsp;3608</p>\n~[plain]<3 米\n~[markdown]*5* 米\n~&ge;6 米\n####[html]<p>2 米<br>及以上。</p>\n}',
    )
    expect(read!.draft).toEqual({
      kind: 'single',
      stem: '起算高度是',
      options: ['1 米', '2 米', '<3 米', '5 米', '≥6 米'],
      correct: [1],
      explanation: '2 米\n及以上。',
    })
    expect(one('[html]<p>四十二</p>{FALSE#[html]<i>不</i>#[moodle]对\n####附注：(参考书 \\#1)}')!.draft).toMatchObject({
      correct: [1],
      explanation: '附注：(参考书 #1)',
    })
  })

  test('pictures are named, those inside the text too', () => {
    const read = one(
      `[html]<p>下图是</p><p><img src\\="@@PLUGINFILE@@/%E7%A6%81%E7%81%AB.png" alt\\="" /></p>{=<img src\\="data\\:image/png;base64,${'iVBORw0KGgo'.repeat(5000)}\\=\\=" alt\\="红"> 甲 ~乙}`,
    )
    expect(read).toMatchObject({ lost: ['禁火.png', '红'], draft: { stem: '下图是', options: ['甲', '乙'] } })
    expect(one('[markdown]下图是 ![火](@@PLUGINFILE@@/a.png){=甲 ~乙}')).toMatchObject({ lost: ['a.png'], draft: { stem: '下图是' } })
  })
})

describe('weights', () => {
  test.each<[string, string, number[], boolean]>([
    ['one full answer beside half ones', '{~错 ~%50%半对 =全对}', [2], true],
    ['one full answer, others cost', '{~%-15%a ~%-15%b =%100%c}', [2], true],
    ['halves, others cost', '{~%-50%无人 ~%50%甲 ~%50%甲的妻子 ~%-50%父亲}', [1, 2], false],
    ['thirds with commas', '{~%33,33333%一 ~%33,33333%二 ~%33,33333%三 ~%-100%四}', [0, 1, 2], false],
    ['uneven shares', '{~%50%a ~%25%b ~%25%c ~d}', [0, 1, 2], true],
    ['nothing but right and wrong', '{=%100%a ~%0%b}', [0], false],
  ])('%s', (_, answers, correct, said) => {
    const { questions, remarks } = parseGift(`题${answers}`)
    expect(questions[0]!.draft.correct).toEqual(correct)
    expect(remarks).toEqual(said ? [expect.stringMatching(/^第 1 题中部分得分和倒扣的权重没有导入/)] : [])
  })
  test.each([
    ['{~%50%a ~%30%b ~c}', '没有满分的选项，各选项的权重合计 80%'],
    ['{~%50%a ~b}', '只有一个带权重的正确选项，而且不是满分（50%）'],
    ['{~%100%a ~%100%b ~c}', '有多个满分的选项'],
  ])('%s: %s', (answers, what) => expect(parseGift(`题${answers}`).problems[0]).toMatchObject({ what }))
})

test('what is of another kind is named with its number in the file', () => {
  const file = '// 说明\n\n$CATEGORY: x\n\n甲{T}\n\n乙{#4:0}\n\n丙{#24..36}\n\n丁{=a -> b =c -> d}\n\n戊{=119 =一一九}\n\n己{}\n\n庚{对}'
  const { questions, problems } = parseGift(file)
  expect(questions.map(({ number }) => number)).toEqual([1, 7])
  expect(problems.map(({ number, what }) => `${number} ${what}`)).toEqual([
    '2 数值题不能导入',
    '3 数值题不能导入',
    '4 匹配题不能导入',
    '5 填空题不能导入',
    '6 问答题不能导入',
  ])
})

test.each([
  ['先断电。｛T｝', '花括号是全角的'],
  ['::一::甲{T} ::二::乙{F}', '有多对花括号'],
])('%s: %s', (text, what) => expect(parseGift(text).problems[0]).toMatchObject({ what }))

test('a stem that begins with = is a stem, and more questions than are read at once are said', () => {
  expect(one('=5+3 这样的题干 {=8 ~9}')!.draft.stem).toBe('=5+3 这样的题干')
  expect(parseGift('题{T}\n\n'.repeat(2005)).remarks).toEqual([expect.stringContaining('第 4001 行起没有读取')])
})
