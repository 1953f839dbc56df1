import { Circle, G, Path, Svg, Text } from '@react-pdf/renderer'
import { create } from 'qrcode'
import { mm } from '@/lib/shared/pdf-text'

/*
 * What a certificate shows beside its words. One tick is one credit hour; gaps part the categories. Each drawing is an SVG
 * in millimetres or in units of 1/200 of its size, placed from the upper left corner of the page.
 */

/** Over 120 hours a tick stands for several, or nobody could see them apart. */
export const hoursPerTick = (hours: number) => (hours > 120 ? Math.ceil(hours / 90) : 1)

export function ticksByPart(parts: { earnedHours: number }[]): number[] {
  const per = hoursPerTick(parts.reduce((total, part) => total + part.earnedHours, 0))
  return parts.map((part) => Math.ceil(part.earnedHours / per)).filter((ticks) => ticks > 0)
}

const total = (ticks: number[]) => ticks.reduce((all, n) => all + n, 0)
const round = (n: number) => n.toFixed(2)

/** Where each tick stands, in ticks; `gap` is left out between parts. */
function places(ticks: number[], gap: number): number[] {
  let at = 0
  return ticks.flatMap((count) => {
    const part = Array.from({ length: count }, (_, i) => at + i)
    at += count + gap
    return part
  })
}

function polar(degrees: number, radius: number): string {
  const angle = ((degrees - 90) * Math.PI) / 180
  return `${round(100 + radius * Math.cos(angle))} ${round(100 + radius * Math.sin(angle))}`
}

type Placed = { x: number; y: number; size: number }

/** The full hour ring; its ticks reach from a radius of 98 to `inner`. Few ticks grow into arcs: four bars would be no ring. */
export function Ring({ x, y, size, ticks, inner, color }: Placed & { ticks: number[]; inner: number; color: string }) {
  const gap = ticks.length > 1 ? 6.8 : 0
  const pitch = (360 - gap * ticks.length) / Math.max(1, total(ticks))
  const middle = (98 + inner) / 2
  const arcs = pitch > 10
  const path = places(ticks, gap / pitch).map((place) => {
    const angle = gap / 2 + (place + 0.5) * pitch
    const half = (pitch - 4.6) / 2
    if (arcs) return `M${polar(angle - half, middle)}A${middle} ${middle} 0 ${half > 90 ? 1 : 0} 1 ${polar(angle + half, middle)}`
    return `M${polar(angle, 98)}L${polar(angle, inner)}`
  })
  const tick = (2 * Math.PI * middle * pitch * 0.54) / 360
  return (
    <Svg viewBox="0 0 200 200" style={{ position: 'absolute', left: mm(x), top: mm(y), width: mm(size), height: mm(size) }}>
      <Path d={path.join('')} stroke={color} strokeWidth={arcs ? 98 - inner : tick} fill="none" />
    </Svg>
  )
}

/** The same ticks on a line. */
export function Ruler({
  x,
  y,
  width,
  height,
  ticks,
  color,
}: Omit<Placed, 'size'> & { width: number; height: number; ticks: number[]; color: string }) {
  const gap = 1.7
  const length = total(ticks) - 1 + gap * (ticks.length - 1)
  const pitch = Math.min(8, (width - 0.5) / Math.max(length, 1))
  const path = places(ticks, gap).map((place) => `M${round(0.25 + place * pitch)} 0V${height}`)
  return (
    <Svg viewBox={`0 0 ${width} ${height}`} style={{ position: 'absolute', left: mm(x), top: mm(y), width: mm(width), height: mm(height) }}>
      <Path d={path.join('')} stroke={color} strokeWidth={0.5} fill="none" />
    </Svg>
  )
}

/** Level M; the caller leaves four modules of ground around it, as readers ask. */
export function QrCode({ x, y, size, text, color }: Placed & { text: string; color: string }) {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const rows = Array.from({ length: modules.size }, (_, row) => row)
  const path = rows.flatMap((row) => rows.flatMap((column) => (modules.get(row, column) ? [`M${column} ${row}h1v1h-1z`] : [])))
  return (
    <Svg
      viewBox={`0 0 ${modules.size} ${modules.size}`}
      style={{ position: 'absolute', left: mm(x), top: mm(y), width: mm(size), height: mm(size) }}
    >
      <Path d={path.join('')} fill={color} />
    </Svg>
  )
}

/** Our mark: twelve ticks, eight long and four short. */
const mark = Array.from({ length: 12 }, (_, i) => `M${polar(15 + i * 30, 37)}L${polar(15 + i * 30, i < 4 ? 27 : 17)}`).join('')

type SealProps = Placed & { issuer: string; words: string[]; color: string }

/** A round seal: the issuer along the rim, character by character, since @react-pdf sets no text on a path. */
export function Seal({ x, y, size, issuer, words, color }: SealProps) {
  const characters = Array.from(issuer)
  const step = Math.min(25, 224 / Math.max(1, characters.length - 1))
  const rim = Math.min(24, step * 1.2)
  const below = words.length > 1 ? [17, 14] : [19]
  return (
    <Svg viewBox="0 0 200 200" style={{ position: 'absolute', left: mm(x), top: mm(y), width: mm(size), height: mm(size) }}>
      <G opacity={0.9}>
        <Circle cx={100} cy={100} r={94} stroke={color} strokeWidth={5} fill="none" />
        <Path d={mark} stroke={color} strokeWidth={6.5} fill="none" />
        {characters.map((character, i) => (
          <G key={i} transform={`translate(100 100) rotate(${round((i - (characters.length - 1) / 2) * step)}) translate(0 -73)`}>
            <SealText size={rim} y={0.38 * rim} text={character} color={color} />
          </G>
        ))}
        {words.map((word, i) => (
          <G key={word} transform={`translate(100 ${156 + i * 18})`}>
            <SealText size={below[i] ?? 14} y={0} text={word} color={color} />
          </G>
        ))}
      </G>
    </Svg>
  )
}

function SealText({ size, y, text, color }: { size: number; y: number; text: string; color: string }) {
  return (
    <Text x={0} y={y} textAnchor="middle" fill={color} style={{ fontFamily: ['Song', 'Hei'], fontWeight: 700, fontSize: size }}>
      {text}
    </Text>
  )
}
