import sanitize from 'sanitize-html'

/** How a text of a GIFT file is written: each may begin with its [format]; without one it is as the question's stem. */
export type TextFormat = 'html' | 'moodle' | 'markdown' | 'plain'
type GiftText = { text: string; media: string[] }

const marker = /^\s*\[(html|markdown|plain|moodle)\]/i

/** The text as it is to be read, without its markers, tags and entities; `media` are the pictures and sounds that it had. */
export function readGiftText(source: string, inherited: TextFormat): GiftText {
  const { rest, format } = takeMarkers(source, inherited)
  return readUnmarked(rest, format)
}

/** The same of a text whose markers were taken. */
export function readUnmarked(rest: string, format: TextFormat): GiftText {
  if (format === 'plain') return { text: rest.trim(), media: [] }
  const media: string[] = []
  const html = format === 'html' ? rest : htmlOf(format === 'markdown' ? withoutMarkdown(rest, media) : rest)
  return { text: /[<&]/.test(html) ? textOf(html, media) : tidy(html), media }
}

/** Of several markers the last one counts; what follows [plain] is text, whatever it looks like. */
export function takeMarkers(source: string, inherited: TextFormat): { rest: string; format: TextFormat } {
  let [rest, format] = [source, inherited]
  for (let found = marker.exec(rest); found; found = format === 'plain' ? null : marker.exec(rest)) {
    format = found[1]!.toLowerCase() as TextFormat
    rest = rest.slice(found[0].length)
  }
  return { rest, format }
}

const tags =
  'p|br|b|i|em|strong|span|div|u|s|sub|sup|font|code|pre|ul|ol|li|table|thead|tbody|tr|td|th|h[1-6]|a|img|hr|blockquote|audio|video|source|iframe|small|big|center'
const tagHere = new RegExp(`^</?(${tags})(\\s+[a-z][\\w:-]*\\s*=\\s*("[^"]*"|'[^']*'|[^\\s"'<>]+)){0,20}\\s*/?>`, 'i')
const entityHere = /^&(#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});/i

/**
 * Moodle shows unmarked text as HTML with its line breaks. People write a<b there as well: only what is surely a tag or an entity is one, and a
 * tag of one letter only where it is closed again.
 */
function htmlOf(text: string): string {
  const closes = (letter: string) => text.includes(`</${letter}>`) || text.includes(`</${letter.toUpperCase()}>`)
  return text
    .replace(/[<&]/g, (c, at: number) => {
      const ahead = text.slice(at, at + 2000)
      if (c === '&') return entityHere.test(ahead) ? c : '&amp;'
      const name = tagHere.exec(ahead)?.[1]?.toLowerCase()
      const sure = name ? name.length > 1 || closes(name) : /^<!--[\s\S]*?-->/.test(ahead)
      return sure ? c : '&lt;'
    })
    .replace(/\n/g, /[<&]/.test(text) ? '<br>' : '\n')
}

const withoutMarkdown = (text: string, media: string[]) =>
  text
    .replace(/!\[([^\]\n]{0,200})\]\(([^)\s]{0,500})[^)\n]{0,200}\)/g, (_, alt: string, from: string) => {
      media.push(nameOf(from) || alt)
      return ''
    })
    .replace(/\[([^\]\n]{1,300})\]\([^)\n]{1,500}\)/g, '$1')
    .replace(/^ {0,3}(#{1,6}|>) +/gm, '')
    .replace(/`([^`\n]{1,300})`/g, '$1')
    .replace(/(?<![A-Za-z\d*_])(\*\*|__|\*|_)(?=\S)([^*_\n]{1,300})(?<=\S)\1(?![A-Za-z\d*_])/g, '$2')
    .replace(/\\([*_`[\]()>])/g, '$1')

const mediaTags = ['img', 'audio', 'video', 'source', 'iframe', 'object', 'embed', 'svg', 'canvas']
const lines = ['p', 'div', 'br', 'hr', 'li', 'tr', 'pre', 'blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']
const cells = ['td', 'th']
const raised = ['sup', 'sub']

function textOf(html: string, media: string[]): string {
  const clean = sanitize(html.replace(/\s+/g, ' '), {
    allowedTags: [...lines, ...cells, ...raised],
    allowedAttributes: {},
    nestingLimit: 30,
    transformTags: {
      '*': (tagName, attribs) => {
        if (mediaTags.includes(tagName) && (tagName !== 'source' || attribs.src))
          media.push(nameOf(attribs.src ?? attribs.data ?? '') || attribs.alt || tagName)
        return { tagName, attribs: {} }
      },
    },
  })
  return tidy(
    clean
      .replace(/<(sup|sub)>([^<>]*)<\/\1>/g, (_, kind: 'sup' | 'sub', inner: string) => raisedText(kind, inner))
      .replace(/<\/?(td|th|sup|sub)>/g, ' ')
      .replace(/<[^<>]*>/g, '\n')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&amp;/g, '&'),
  )
}

const figures = { sup: ['0123456789+-=()ni', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ'], sub: ['0123456789+-=()', '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎'] } as const

/** 10³ and H₂O keep their meaning; what has no small character is written with ^ or _. */
function raisedText(kind: 'sup' | 'sub', inner: string): string {
  const [from, to] = figures[kind]
  const text = inner.trim().replace(/−/g, '-')
  if (!text) return ''
  if ([...text].every((c) => from.includes(c))) return [...text].map((c) => [...to][from.indexOf(c)]).join('')
  return `${kind === 'sup' ? '^' : '_'}${text.length > 1 ? `(${text})` : text}`
}

const tidy = (text: string) =>
  text
    .replace(/[ \t\xa0]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim()

/** @@PLUGINFILE@@/%E7%81%AB.png → 火.png */
function nameOf(address: string): string {
  const last = address.startsWith('data:') ? '' : (address.split('?')[0]!.split('/').at(-1) ?? '')
  try {
    return decodeURIComponent(last).slice(0, 60)
  } catch (error) {
    if (error instanceof URIError) return last.slice(0, 60)
    throw error
  }
}
