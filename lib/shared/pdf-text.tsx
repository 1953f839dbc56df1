import { Text, View } from '@react-pdf/renderer'
import type { PdfFamily } from './pdf-fonts'
import { ascentOf, type Paragraph, type Span, stackOf, sum, textWidth } from './pdf-measure'

/*
 * Text and rules placed in millimetres on the page, text by its baseline: @react-pdf leaves a line's leading below the
 * text, and breaks lines as pdf-measure.ts says.
 */

/** Millimetres in points. */
export const mm = (n: number) => (n * 72) / 25.4

/** Halves the blank where two punctuation marks meet, as a closing bracket and a comma. Noto Sans SC ignores it. */
const features = ['chws']
/** Marks whose left half is blank: a line that begins with one starts half a character further left. */
const opening = /^[（《「『【〈“‘]/

type Setting = { family: PdfFamily; color: string }
type Align = 'left' | 'center' | 'right'

/** One line from x, standing on the baseline; `gap` is added after each character. */
export function Line({
  spans,
  x,
  baseline,
  gap = 0,
  family,
  color,
}: Setting & { spans: Span[]; x: number; baseline: number; gap?: number }) {
  const top = baseline - ascentOf(family) * Math.max(...spans.map((span) => span.size))
  return (
    // Wider than any line can be: in a box of its own width @react-pdf would break or squeeze it.
    <Text style={{ position: 'absolute', left: mm(x), top: mm(top), width: mm(400), fontFamily: stackOf(family), color }}>
      {spans.map((span, i) => (
        <Text
          key={i}
          style={{
            fontSize: mm(span.size),
            fontWeight: span.bold ? 700 : 400,
            letterSpacing: mm((span.tracking ?? 0) + gap),
            fontFeatureSettings: features,
          }}
        >
          {span.text}
        </Text>
      ))}
    </Text>
  )
}

type LabelProps = Setting & Omit<Span, 'text'> & { children: string; x: number; baseline: number; align?: Align }

/** A single line that begins, has its middle or ends at x. */
export function Label({ children: text, size, bold, tracking = 0, x, baseline, align = 'left', family, color }: LabelProps) {
  const span: Span = { text, size, bold, tracking }
  const share = { left: 0, center: 0.5, right: 1 }[align]
  const left = share ? x - share * (textWidth(span, family) - tracking) : x
  return <Line spans={[span]} x={left} baseline={baseline} family={family} color={color} />
}

type LinesProps = Setting & { paragraph: Paragraph; x: number; top: number; justify?: boolean; align?: Align }

/** A paragraph from its upper left corner; `justify` fills every line but the last. */
export function Lines({ paragraph, x, top, justify = false, align = 'left', family, color }: LinesProps) {
  const { spans, lines, widths, width, indent, leading } = paragraph
  const size = Math.min(...spans.map((span) => span.size))
  return lines.map(([start, end], i) => {
    const line = cut(spans, start, end)
    const text = line.map((span) => span.text).join('')
    const left = (i ? 0 : indent) - (opening.test(text) ? (line[0]?.size ?? 0) / 2 : 0)
    const free = width - left - sum(widths.slice(start, start + text.length))
    const gap = justify && i < lines.length - 1 ? free / Math.max(1, Array.from(text).length - 1) : 0
    const shift = { left: 0, center: free / 2, right: free }[align]
    // The middle of a Chinese character stands 0.38 of its size above the baseline.
    const baseline = top + (i + 0.5) * leading + 0.38 * size
    return <Line key={start} spans={line} x={x + left + shift} baseline={baseline} gap={gap} family={family} color={color} />
  })
}

/** The spans between two positions, without blanks at the end of the line. */
function cut(spans: Span[], start: number, end: number): Span[] {
  let at = 0
  const pieces = spans.flatMap((span) => {
    const [from, to] = [Math.max(0, start - at), Math.min(span.text.length, end - at)]
    at += span.text.length
    return from < to ? [{ ...span, text: span.text.slice(from, to) }] : []
  })
  return pieces.map((span, i) => (i === pieces.length - 1 ? { ...span, text: span.text.trimEnd() } : span))
}

type BoxProps = { x: number; y: number; width: number; height: number; color: string }

/** A filled rectangle; hairlines are these. */
export function Box({ x, y, width, height, color }: BoxProps) {
  return <View style={{ position: 'absolute', left: mm(x), top: mm(y), width: mm(width), height: mm(height), backgroundColor: color }} />
}
