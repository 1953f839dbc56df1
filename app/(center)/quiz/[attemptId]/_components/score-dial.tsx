import { dialPoint } from '@/components/ui/dial-point'

/** The score as a dial: a tick is a question, long when answered right, and a notch at the pass mark. */
export function ScoreDial({ score, right, size, passMark }: { score: number; right: number; size: number; passMark: number }) {
  const pitch = 360 / size
  const ticks = (from: number, to: number, inner: number) =>
    Array.from({ length: to - from }, (_, i) => (from + i + 0.5) * pitch)
      .map((degrees) => `M${dialPoint(degrees, 97)}L${dialPoint(degrees, inner)}`)
      .join('')
  const notch = (passMark / 100) * 360
  return (
    <div className="dial">
      <div className="hour-ring" style={{ '--size': '11.5rem' } as React.CSSProperties}>
        <svg
          viewBox="0 0 200 200"
          fill="none"
          strokeWidth={Math.min(12, ((2 * Math.PI * 88 * pitch) / 360) * 0.42)}
          role="img"
          aria-label={`${size}题答对${right}题，得${score}分`}
        >
          <path className="got" d={ticks(0, right, 73)} />
          <path className="todo" d={ticks(right, size, 91)} />
          <path d={`M${dialPoint(notch, 104)}L${dialPoint(notch, 72)}`} stroke="var(--color-ink)" strokeWidth="2.5" />
        </svg>
        <span className="pass-line" aria-hidden="true">
          合格线 <span className="num">{passMark}</span>
        </span>
        <div className="mid" aria-hidden="true">
          <span className="fig">{score}</span>
          <span className="of">分</span>
        </div>
      </div>
    </div>
  )
}
