import sanitize from 'sanitize-html'

/** What the text of a notice may be made of: headings, paragraphs, emphasis, lists, quotations, links. No styles, no scripts, no pictures. */
const tags = ['h2', 'h3', 'p', 'br', 'strong', 'em', 'u', 's', 'ul', 'ol', 'li', 'a', 'blockquote', 'hr']
const away = ['script', 'style', 'textarea', 'option', 'noscript', 'iframe', 'template', 'svg', 'math', 'title', 'xmp', 'noembed']

const options: sanitize.IOptions = {
  allowedTags: tags,
  allowedAttributes: { a: ['href', 'target', 'rel'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  nonTextTags: away,
  nestingLimit: 12,
  transformTags: {
    b: 'strong',
    i: 'em',
    h1: 'h2',
    h4: 'h3',
    h5: 'h3',
    h6: 'h3',
    div: 'p',
    a: (tagName, { href = '' }) => {
      const address = href.trim()
      if (!/^(https?:\/\/|mailto:|tel:|\/(?![/\\]))/i.test(address)) return { tagName, attribs: {} }
      const outside = /^https?:/i.test(address)
      return { tagName, attribs: { href: address, ...(outside && { target: '_blank', rel: 'noopener noreferrer' }) } }
    },
  },
}

/**
 * The same text with nothing in it but what is allowed. Again until nothing changes: a tag taken away can leave a paragraph within a
 * paragraph, which reads otherwise the next time.
 */
export function cleanHtml(html: string): string {
  const clean = sanitize(html, options).trim()
  return clean === html ? clean : cleanHtml(clean)
}

/** Whether there is anything to read. */
export const hasText = (html: string): boolean => sanitize(html, { allowedTags: [], allowedAttributes: {} }).trim() !== ''

export type NoticeState = 'draft' | 'scheduled' | 'published'

export const noticeState = (publishedAt: Date | null, now: Date): NoticeState =>
  !publishedAt ? 'draft' : publishedAt > now ? 'scheduled' : 'published'
