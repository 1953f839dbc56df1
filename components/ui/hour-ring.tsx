import { dialPoint } from './dial-point'

/**
 * 学时环: one tick is one credit hour. No state.
 * Length tells the state (full = earned, middle = chosen, short = still to choose), a gap parts the categories.
 * Below 96 px use <HourArc>; on a line use <HourTicks>. Classes are in components.css.
 */
export type HourPart = { label: string; required: number; earned: number; chosen: number } // chosen counts the earned too

const LENGTH = { got: [97, 73], sel: [97, 83], todo: [97, 91] } as const
type State = keyof typeof LENGTH
const stateOf = (hour: number, p: HourPart): State => (hour <= p.earned ? 'got' : hour <= p.chosen ? 'sel' : 'todo')
const percent = (n: number) => `${n.toFixed(2)}%` // engines differ in the last digits of a cosine
const sum = (parts: HourPart[], key: 'required' | 'earned' | 'chosen') => parts.reduce((n, p) => n + Math.min(p[key], p.required), 0)
const spoken = (parts: HourPart[]) =>
  `学时进度：要求${sum(parts, 'required')}学时，已获得${sum(parts, 'earned')}，已选${sum(parts, 'chosen')}。` +
  parts.map((p) => `${p.label}${p.earned}/${p.required}`).join('，')

export function HourRing({
  parts,
  size = '13rem',
  labels = false,
  children,
}: {
  parts: HourPart[]
  size?: string
  labels?: boolean
  children?: React.ReactNode
}) {
  const required = sum(parts, 'required')
  const per = required > 120 ? Math.ceil(required / 90) : 1 // hours a tick stands for; say so beside the ring when > 1
  const gap = 1.8 // ticks left out between categories
  const pitch = 360 / (parts.reduce((n, p) => n + Math.ceil(p.required / per), 0) + gap * parts.length)
  let at = gap / 2
  const drawn = parts.map((part) => {
    const n = Math.ceil(part.required / per)
    const d: Record<State, string> = { got: '', sel: '', todo: '' }
    for (let i = 0; i < n; i++) {
      const s = stateOf(Math.min((i + 1) * per, part.required), part)
      d[s] += `M${dialPoint((at + i + 0.5) * pitch, LENGTH[s][0])}L${dialPoint((at + i + 0.5) * pitch, LENGTH[s][1])}`
    }
    const middle = ((at + n / 2) * pitch - 90) * (Math.PI / 180)
    at += n + gap
    return { part, d, x: percent(50 + 59 * Math.cos(middle)), y: percent(50 + 57 * Math.sin(middle)) }
  })
  return (
    <div className="hour-ring" style={{ '--size': size } as React.CSSProperties}>
      <svg viewBox="0 0 200 200" fill="none" strokeWidth={((2 * Math.PI * 88 * pitch) / 360) * 0.6} role="img" aria-label={spoken(parts)}>
        {drawn.flatMap(({ part, d }) =>
          (Object.keys(d) as State[]).filter((s) => d[s]).map((s) => <path key={part.label + s} className={s} d={d[s]} />),
        )}
      </svg>
      {children && (
        <div className="mid" aria-hidden>
          {children}
        </div>
      )}
      {labels &&
        drawn.map(({ part, x, y }) => (
          <span key={part.label} className="lab" aria-hidden style={{ left: x, top: y }}>
            {part.label}
          </span>
        ))}
    </div>
  )
}

/** Small ring: three arcs a category. width is the stroke in 1/200 of the size: 17 at 64 px, 22 at 56, 26 at 40. */
export function HourArc({
  parts,
  size = '3.5rem',
  width = 22,
  children,
}: {
  parts: HourPart[]
  size?: string
  width?: number
  children?: React.ReactNode
}) {
  const gap = parts.length > 1 ? 9 : 0
  const k = (360 - gap * parts.length) / sum(parts, 'required')
  const r = 98 - width / 2
  const arc = (a: number, b: number) =>
    b - a < 0.01 ? '' : `M${dialPoint(a, r)}A${r} ${r} 0 ${b - a > 180 ? 1 : 0} 1 ${dialPoint(Math.min(b, a + 359.9), r)}`
  let at = gap / 2
  return (
    <div className="hour-ring" style={{ '--size': size } as React.CSSProperties}>
      <svg viewBox="0 0 200 200" fill="none" strokeWidth={width} role="img" aria-label={spoken(parts)}>
        {parts.map((p) => {
          const from = at
          at += p.required * k + gap
          return (
            <g key={p.label}>
              <path className="arc-track" d={arc(from, from + p.required * k)} />
              <path className="arc-sel" d={arc(from + p.earned * k, from + Math.min(p.chosen, p.required) * k)} />
              <path className="arc-got" d={arc(from, from + Math.min(p.earned, p.required) * k)} />
            </g>
          )
        })}
      </svg>
      {children && (
        <div className="mid" aria-hidden>
          {children}
        </div>
      )}
    </div>
  )
}

/** The same ticks on a line, for one category. Keep pitch the same for all lines of a page, so that lengths compare. */
export function HourTicks({
  part,
  pitch = 8.4,
  width = 5,
  height = 18,
}: {
  part: HourPart
  pitch?: number
  width?: number
  height?: number
}) {
  const top = { got: 0, sel: height * 0.42, todo: height * 0.75 }
  const d: Record<State, string> = { got: '', sel: '', todo: '' }
  for (let i = 0; i < part.required; i++) {
    const s = stateOf(i + 1, part)
    d[s] += `M${(i * pitch + width / 2).toFixed(1)} ${top[s].toFixed(1)}V${height}`
  }
  const w = (part.required - 1) * pitch + width
  return (
    <svg
      className="ticks"
      viewBox={`0 0 ${w} ${height}`}
      style={{ width: `${w / 16}rem`, height: `${height / 16}rem` }}
      fill="none"
      strokeWidth={width}
      aria-hidden
    >
      {(Object.keys(d) as State[])
        .filter((s) => d[s])
        .map((s) => (
          <path key={s} className={s} d={d[s]} />
        ))}
    </svg>
  )
}
