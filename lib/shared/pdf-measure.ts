import { Font } from '@react-pdf/renderer'
import LineBreaker from 'linebreak'
import { fontPath, type PdfFamily, pdfFaces } from './pdf-fonts'

/*
 * Chinese text measured and broken into lines before it is drawn. @react-pdf breaks Chinese only where somebody put spaces,
 * then prefers a space to a full line, and adds hyphens where the script changes. Lengths are millimetres.
 */

/** A piece of text in one size; `tracking` is added after each character. */
export type Span = { text: string; size: number; bold?: boolean; tracking?: number }

/** Lines as [start, end] in UTF-16 units of the joined text, and the width of each unit. */
export type Paragraph = { spans: Span[]; lines: [number, number][]; widths: number[]; width: number; indent: number; leading: number }

type Glyphs = { glyphs: { codePoints: number[] }[]; positions: { xAdvance: number }[] }
type Face = {
  unitsPerEm: number
  ascent: number
  hasGlyphForCodePoint(code: number): boolean
  layout(text: string, features: Record<string, boolean>): Glyphs
}

/** Loads every face once; nothing can be measured or drawn before. */
export async function loadFonts(): Promise<void> {
  for (const { family, weight, file } of pdfFaces) Font.register({ family, fontWeight: weight, src: fontPath(file) })
  // Lines arrive already broken; the English hyphenation that is on by default would only do harm.
  Font.registerHyphenationCallback((word) => [word])
  for (const { family, weight } of pdfFaces) await Font.load({ fontFamily: family, fontWeight: weight })
}

/** The other families help out with characters the first has not. */
export const stackOf = (family: PdfFamily): PdfFamily[] => (family === 'Hei' ? ['Hei', 'Song', 'Rare'] : ['Song', 'Hei', 'Rare'])

function faceOf(family: PdfFamily, bold = false): Face {
  const face = Font.getFont({ fontFamily: family, fontWeight: bold ? 700 : 400 }).data as Face | null
  if (!face) throw new Error(`font ${family} is not loaded`)
  return face
}

/** The height of a line's upper edge over its baseline, for a size of 1. */
export const ascentOf = (family: PdfFamily) => Math.max(...stackOf(family).map((name) => faceOf(name).ascent / faceOf(name).unitsPerEm))

/** The width of each UTF-16 unit; the second half of a pair and the tail of a ligature have none. */
function advances(spans: Span[], family: PdfFamily): number[] {
  return spans.flatMap(({ text, size, bold, tracking = 0 }) => {
    const faces = stackOf(family).map((name) => faceOf(name, bold))
    return splitByFace(text, faces).flatMap(([face, piece]) => {
      const run = face.layout(piece, { chws: true })
      return run.glyphs.flatMap((glyph, i) => {
        const units = String.fromCodePoint(...glyph.codePoints).length
        const advance = ((run.positions[i]?.xAdvance ?? 0) / face.unitsPerEm) * size + tracking
        return [advance, ...Array<number>(Math.max(0, units - 1)).fill(0)]
      })
    })
  })
}

function splitByFace(text: string, faces: Face[]): [Face, string][] {
  const pieces: [Face, string][] = []
  for (const character of text) {
    const face = faces.find((candidate) => candidate.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) ?? faces[0]!
    const last = pieces.at(-1)
    if (last?.[0] === face) last[1] += character
    else pieces.push([face, character])
  }
  return pieces
}

export const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0)

export const textWidth = (span: Span, family: PdfFamily) => sum(advances([span], family))

/** The largest size, `size` or smaller, at which the text fits on one line. */
export function fitSize(span: Span, width: number, family: PdfFamily): number {
  const natural = textWidth(span, family)
  return natural <= width ? span.size : (span.size * width) / natural
}

/** Where a line may end. Not before the dot inside a name (阿依古丽·买买提), which UAX #14 would allow. */
function breaksOf(text: string): number[] {
  const breaker = new LineBreaker(text)
  const positions: number[] = []
  for (let next = breaker.nextBreak(); next; next = breaker.nextBreak()) positions.push(next.position)
  return positions.filter((position) => !/[·•‧]/.test(text[position] ?? ''))
}

/** Fills lines from the first on; a word wider than a line is cut anywhere. */
function breakLines(text: string, widths: number[], width: number, indent: number): [number, number][] {
  const lines: [number, number][] = []
  let [start, from, x] = [0, 0, indent]
  const endLine = (position: number) => {
    lines.push([start, position])
    start = position
    x = 0
  }
  for (const to of breaksOf(text)) {
    const word = text.slice(from, to).trimEnd()
    if (x + sum(widths.slice(from, from + word.length)) > width && start < from) endLine(from)
    for (let i = from; i < to; i++) {
      const advance = widths[i] ?? 0
      if (x + advance > width && start < i && text[i] !== ' ') endLine(i)
      x += advance
    }
    from = to
  }
  if (start < text.length) endLine(text.length)
  return lines
}

/** Breaks a paragraph, so that its height is known before it is drawn. */
export function layOut(spans: Span[], family: PdfFamily, width: number, leading: number, indent = 0): Paragraph {
  const widths = advances(spans, family)
  const lines = breakLines(spans.map((span) => span.text).join(''), widths, width, indent)
  return { spans, lines, widths, width, indent, leading }
}

export const heightOf = (paragraph: Paragraph) => paragraph.lines.length * paragraph.leading

/** The largest size from `span.size` down to `min` that needs no more than `maxLines`. */
export function fitLines(span: Span, family: PdfFamily, width: number, maxLines: number, min: number, leading = 1.3): Paragraph {
  for (let size = span.size; ; size *= 0.95) {
    const paragraph = layOut([{ ...span, size }], family, width, size * leading)
    if (paragraph.lines.length <= maxLines || size < min) return paragraph
  }
}
