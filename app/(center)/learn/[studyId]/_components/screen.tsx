import type { ReactNode } from 'react'
import { Helpline } from '@/app/_components/helpline'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { formatDuration } from '@/lib/shared/time'
import type { Chapter, LessonState, Problem } from './state'

type Props = {
  state: LessonState
  chapter: Chapter
  next: { href: string; title: string; words: string } | null
  /** 课后测验, once the course is seen to its end. */
  quiz: ReactNode
  refused: boolean
  onPlay: () => void
  /** Plays the part of the chapter that is missing. */
  onFill: (fromSeconds: number) => void
}

/** What lies over the picture: the title before playing, why it stopped, what comes after the end. */
export function Screen({ state, chapter, next, quiz, refused, onPlay, onFill }: Props) {
  if (state.problem) return <ProblemVeil problem={state.problem} onPlay={onPlay} />
  if (state.phase !== 'open') return <ChapterTitle chapter={chapter} opening={state.phase === 'opening'} onPlay={refused ? null : onPlay} />
  if (state.ended) return <EndVeil state={state} next={next} quiz={quiz} onPlay={onPlay} onFill={onFill} />
  return state.waiting ? (
    <p className="player-wait" role="status">
      <span className="spin" />
      <span className="sr">正在缓冲</span>
    </p>
  ) : null
}

type Shown = Pick<Chapter, 'position' | 'title' | 'done' | 'positionSeconds'>

/** Before playing: the chapter like a first slide. */
export function ChapterTitle({ chapter, opening, onPlay }: { chapter: Shown; opening: boolean; onPlay: (() => void) | null }) {
  const from = chapter.done || chapter.positionSeconds < 1 ? null : formatDuration(chapter.positionSeconds)
  return (
    <div className="player-title">
      <p className="player-number">
        第 <span className="num">{chapter.position}</span> 章
      </p>
      <p className="player-name">{chapter.title}</p>
      {onPlay && (
        <>
          <button
            className="player-start"
            type="button"
            aria-label={from ? `继续播放，从${from}` : '播放'}
            aria-busy={opening}
            onClick={onPlay}
          >
            {opening ? <span className="spin" /> : <Icon name="play" />}
          </button>
          <p className="player-from" role="status">
            {opening
              ? '正在打开'
              : from && (
                  <>
                    从 <span className="num">{from}</span> 继续
                  </>
                )}
          </p>
        </>
      )}
    </div>
  )
}

function ProblemVeil({ problem, onPlay }: { problem: Problem; onPlay: () => void }) {
  const again = (words: string) => (
    <button className="btn primary" type="button" onClick={onPlay}>
      {words}
    </button>
  )
  switch (problem.kind) {
    case 'replaced':
      return <Veil says="已在另一台设备或窗口打开学习，本页已暂停。">{again('在这里继续学习')}</Veil>
    case 'signed-out':
      return (
        <Veil says="登录已过期，请重新登录。">
          {/* Not a Link: who signs in again needs the whole page anew. */}
          <a className="btn primary" href={`/?next=${encodeURIComponent(window.location.pathname + window.location.search)}`}>
            重新登录
          </a>
        </Veil>
      )
    case 'offline':
      return <Veil says="没有连上服务器。已看的进度都在，请检查网络。">{again('重试')}</Veil>
    case 'unsaved':
      return <Veil says="没有连上服务器，先停在这里。已看的会补报，连上后自动继续播放。">{again('现在重试')}</Veil>
    case 'media':
      return (
        <Veil
          says={
            <>
              视频暂时无法播放。请检查网络后重试，或
              <Helpline />。
            </>
          }
        >
          {again('重试')}
        </Veil>
      )
    case 'refused':
      return <Veil says={problem.message} />
  }
}

function EndVeil({
  state,
  next,
  quiz,
  onPlay,
  onFill,
}: {
  state: LessonState
  next: Props['next']
  quiz: ReactNode
  onPlay: () => void
  onFill: (seconds: number) => void
}) {
  const { gapSeconds } = state
  if (!state.done && gapSeconds !== null)
    return (
      <Veil says="本章还有一段没有看到，补看后就看完了。">
        <button className="btn primary" type="button" onClick={() => onFill(gapSeconds)}>
          从 <span className="num">{formatDuration(gapSeconds)}</span> 补看
        </button>
      </Veil>
    )
  return (
    <div className="player-veil">
      <p role="status">{state.done ? (quiz ? '课程已看完，可以测验' : '本章已看完') : '正在保存最后一段进度'}</p>
      <div className="player-ways">
        {state.done && quiz}
        {next && (
          <Link className={state.done && quiz ? 'btn' : 'btn primary'} href={next.href} aria-label={`${next.words}：${next.title}`}>
            <Icon name="play" />
            {next.words}
          </Link>
        )}
        <button className="btn" type="button" onClick={onPlay}>
          <Icon name="rotate-ccw" />
          重看本章
        </button>
      </div>
    </div>
  )
}

export function Veil({ says, children }: { says: ReactNode; children?: ReactNode }) {
  return (
    <div className="player-veil">
      <p role="alert">{says}</p>
      {children && <div className="player-ways">{children}</div>}
    </div>
  )
}
