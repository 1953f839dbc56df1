import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanHtml, hasText, noticeState } from '@/lib/notices/rules'

/** After OWASP's cheat sheet and the corpora of sanitizers: each tries to run something, or to look like something of ours. */
const attacks = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<math><mi xlink:href="javascript:alert(1)">x</mi></math>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href="java\tscript:alert(1)">x</a>',
  '<a href="java&#x0A;script:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href=" &#14; javascript:alert(1)">x</a>',
  '<a href="vbscript:x">x</a>',
  '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
  '<a href="//evil.example">x</a>',
  '<a href="https://good.example" onclick="alert(1)" style="position:fixed">x</a>',
  '<p style="background:url(javascript:alert(1))" class="btn" id="main">x</p>',
  '<iframe src="https://evil.example"></iframe>',
  '<object data="x"></object><embed src="x">',
  '<form action="https://evil.example"><input name="password"><button>登录</button></form>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<base href="https://evil.example/">',
  '<link rel="stylesheet" href="https://evil.example/x.css">',
  '<style>body{display:none}</style>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<!--[if IE]><script>alert(1)</script><![endif]-->',
  '<template><script>alert(1)</script></template>',
  '<p><b onmouseover=alert(1)>x',
  '<<script>alert(1)//<</script>',
  '<textarea></textarea><script>alert(1)</script>',
  '<xmp><p title="</xmp><img src=x onerror=alert(1)>"></xmp>',
  '<video><source onerror="alert(1)"></video>',
  '<details open ontoggle=alert(1)>x</details>',
  '<a href="https://x.example" target="_self" rel="opener">x</a>',
]
const tag = '(?:h2|h3|p|br|strong|em|u|s|ul|ol|li|blockquote|hr)'
const link = /<a href="(?:https?:\/\/|mailto:|tel:|\/(?!\/))[^"<>]*"(?: target="_blank" rel="noopener noreferrer")?>|<a>|<a href="">|<\/a>/g
/** What is left when every tag that may be there is taken away: text, without a bracket. */
const rest = (html: string) => html.replace(new RegExp(`</?${tag}(?: /)?>`, 'g'), '').replace(link, '')

test.each(attacks)('%s becomes harmless', (html) => {
  expect(rest(cleanHtml(html))).not.toMatch(/[<>]/)
  expect(cleanHtml(`<p>前</p>${html}<p>后</p>`)).toContain('前')
})

test('whatever is pasted together, nothing else is left, and cleaning again changes nothing', () => {
  const piece = fc.oneof(
    fc.constantFrom(...attacks),
    fc.string({ maxLength: 20 }),
    fc.constantFrom('<p>', '</p>', '<a href="', '">', '<!--', '-->', '&lt;', '\0'),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const clean = cleanHtml(pieces.join(''))
      expect(rest(clean)).not.toMatch(/[<>]/)
      expect(cleanHtml(clean)).toBe(clean)
    }),
    { numRuns: 500, examples: [[['<p>', '<A', '<script>alert(1)</script>', '<p>']]] },
  )
})

test('what may be there stays', () => {
  const html =
    '<h2>标题</h2><p>一<strong>二</strong><br />三</p><ul><li><p>四</p></li></ul><ol><li>五</li></ol><blockquote><p>六</p></blockquote>'
  expect(cleanHtml(html)).toBe(html)
  expect(cleanHtml('<h1>大</h1><b>粗</b><i>斜</i>')).toBe('<h2>大</h2><strong>粗</strong><em>斜</em>')
  expect(cleanHtml('<a href="/programs">报名</a>')).toBe('<a href="/programs">报名</a>')
  expect(cleanHtml('<a href="https://rst.example/">人社厅</a>')).toBe(
    '<a href="https://rst.example/" target="_blank" rel="noopener noreferrer">人社厅</a>',
  )
})

test.each([
  ['<p></p>', false],
  ['<p>&nbsp;</p><ul><li></li></ul>', false],
  ['<script>x</script>', false],
  ['<p>字</p>', true],
])('%s has text: %s', (html, expected) => expect(hasText(html.replaceAll('&nbsp;', '\u00a0'))).toBe(expected))

test.each([
  [null, 'draft'],
  [new Date(2000), 'scheduled'],
  [new Date(1000), 'published'],
] as const)('published at %s, it is %s', (at, state) => expect(noticeState(at, new Date(1000))).toBe(state))
