import { Icon } from '@/components/ui/icon'
import { formatDuration } from '@/lib/shared/time'
import type { Lesson } from './lesson'
import type { LessonState } from './state'

type Props = {
  state: Pick<LessonState, 'playing' | 'positionSeconds' | 'speed' | 'muted' | 'maxSpeedPercent'>
  durationSeconds: number
  lesson: { readonly current: Pick<Lesson, 'setSpeed' | 'toggleMute'> | null }
  captions: { on: boolean; toggle: () => void }
  fullscreen: { active: boolean; toggle: (() => void) | null }
  onPlay: () => void
}

const speeds = [1, 1.25, 1.5, 2]

export function Controls({ state, durationSeconds, lesson, captions, fullscreen, onPlay }: Props) {
  const allowed = speeds.filter((speed) => speed * 100 <= state.maxSpeedPercent)
  const nextSpeed = allowed[(allowed.indexOf(state.speed) + 1) % allowed.length] ?? 1
  return (
    <div className="player-controls">
      <button className="iconbtn" type="button" aria-label={state.playing ? '暂停' : '播放'} onClick={onPlay}>
        <Icon name={state.playing ? 'pause' : 'play'} />
      </button>
      <span className="player-time">
        <span className="sr">已播放</span>
        {formatDuration(Math.min(state.positionSeconds, durationSeconds))} / {formatDuration(durationSeconds)}
      </span>
      <div className="player-buttons">
        {allowed.length > 1 && (
          <button
            className="iconbtn player-text"
            type="button"
            aria-label={`播放速度${state.speed}倍`}
            onClick={() => lesson.current?.setSpeed(nextSpeed)}
          >
            <span className="num">{state.speed}×</span>
          </button>
        )}
        <button className="iconbtn player-text" type="button" aria-pressed={captions.on} onClick={captions.toggle}>
          字幕
        </button>
        <button className="iconbtn" type="button" aria-label="静音" aria-pressed={state.muted} onClick={() => lesson.current?.toggleMute()}>
          <Icon name={state.muted ? 'volume-x' : 'volume-2'} />
        </button>
        {fullscreen.toggle && (
          <button className="iconbtn" type="button" aria-label="全屏" aria-pressed={fullscreen.active} onClick={fullscreen.toggle}>
            <Icon name={fullscreen.active ? 'minimize' : 'maximize'} />
          </button>
        )}
      </div>
    </div>
  )
}
