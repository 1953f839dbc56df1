import { type PointerEvent, useRef, useState } from 'react'
import type { Seconds } from '@/db/columns'
import { spokenDuration } from './wording'

type Props = {
  positionSeconds: number
  durationSeconds: number
  watched: Seconds
  disabled: boolean
  onSeek: (seconds: number) => void
}

/** Where the playhead is; the keys are those of the whole player (use-shortcuts). A drag moves it once, when it ends. */
export function SeekBar({ positionSeconds, durationSeconds, watched, disabled, onSeek }: Props) {
  const rail = useRef<HTMLDivElement>(null)
  const [dragged, setDragged] = useState<number | null>(null)
  const shown = Math.min(dragged ?? positionSeconds, durationSeconds)
  const percent = (seconds: number) => `${(100 * Math.min(seconds, durationSeconds)) / durationSeconds}%`

  function at(event: PointerEvent) {
    const { left, width } = rail.current!.getBoundingClientRect()
    return Math.min(1, Math.max(0, (event.clientX - left) / width)) * durationSeconds
  }
  function grab(event: PointerEvent) {
    if (disabled || event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    setDragged(at(event))
  }
  function release(event: PointerEvent) {
    if (dragged === null) return
    setDragged(null)
    onSeek(at(event))
  }

  return (
    <div
      className="player-seek"
      role="slider"
      tabIndex={0}
      aria-label="播放位置"
      aria-valuemin={0}
      aria-valuemax={durationSeconds}
      aria-valuenow={Math.floor(shown)}
      aria-valuetext={`${spokenDuration(shown)}，共${spokenDuration(durationSeconds)}`}
      aria-disabled={disabled || undefined}
      onPointerDown={grab}
      onPointerMove={(event) => dragged !== null && setDragged(at(event))}
      onPointerUp={release}
      onPointerCancel={() => setDragged(null)}
    >
      <div className="player-rail" ref={rail}>
        {watched.map(([from, to]) => (
          <i className="player-watched" key={from} style={{ left: percent(from), width: percent(to - from) }} />
        ))}
        <i className="player-played" style={{ width: percent(shown) }} />
      </div>
    </div>
  )
}
