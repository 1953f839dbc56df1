'use client'

import { type ReactNode, useRef, useState } from 'react'
import { Helpline } from '@/app/_components/helpline'
import { Controls } from '@/app/(center)/learn/[studyId]/_components/controls'
import { ChapterTitle, Veil } from '@/app/(center)/learn/[studyId]/_components/screen'
import { SeekBar } from '@/app/(center)/learn/[studyId]/_components/seek-bar'
import { useCaptions } from '@/app/(center)/learn/[studyId]/_components/use-captions'
import { useFullscreen } from '@/app/(center)/learn/[studyId]/_components/use-fullscreen'
import { useShortcuts } from '@/app/(center)/learn/[studyId]/_components/use-shortcuts'
import { Icon } from '@/components/ui/icon'
import { type PreviewState, usePreview } from './use-preview'

type Props = {
  chapter: { position: number; title: string; mediaId: string; durationSeconds: number }
  /** What is offered when it ends. */
  children: ReactNode
}

/** The player of lessons, for everybody: free to seek, and nothing is kept. */
export function PreviewPlayer({ chapter, children }: Props) {
  const section = useRef<HTMLElement>(null)
  const video = useRef<HTMLVideoElement>(null)
  const track = useRef<HTMLTrackElement>(null)
  const [state, preview] = usePreview(video, chapter.mediaId)
  const [captionsOn, setCaptionsOn] = useState(true)
  const opened = state.phase === 'open'
  const caption = useCaptions(track, captionsOn && opened)
  const fullscreen = useFullscreen(section, video)
  const captions = { on: captionsOn, toggle: () => setCaptionsOn(!captionsOn) }
  const toggle = () => preview.current?.toggle(state)
  const seek = (seconds: number) => preview.current?.seek(seconds)

  useShortcuts(section, video, {
    toggle,
    seekBy: (seconds) => seek(state.positionSeconds + seconds),
    seekTo: seek,
    mute: () => preview.current?.toggleMute(),
    captions: captions.toggle,
    fullscreen: () => fullscreen.toggle?.(),
  })

  return (
    <section className="player on-dark with-scripts" aria-label="视频播放器" ref={section} tabIndex={-1}>
      <div className="player-frame">
        {/* biome-ignore lint/a11y/useMediaCaption: there is a track; biome does not see one that is not the only child */}
        <video ref={video} className="player-video" playsInline preload="none" tabIndex={-1}>
          {opened && <track ref={track} kind="captions" srcLang="zh" label="中文" src={`/api/media/${chapter.mediaId}/captions.vtt`} />}
        </video>
        {caption && (
          <p className="player-caption">
            <span>{caption}</span>
          </p>
        )}
        <Cover state={state} chapter={chapter} onPlay={toggle}>
          {children}
        </Cover>
      </div>
      <SeekBar
        positionSeconds={state.positionSeconds}
        durationSeconds={chapter.durationSeconds}
        watched={[]}
        disabled={!opened}
        onSeek={seek}
      />
      <Controls
        state={{ ...state, maxSpeedPercent: 100 }}
        durationSeconds={chapter.durationSeconds}
        lesson={preview}
        captions={captions}
        fullscreen={fullscreen}
        onPlay={toggle}
      />
    </section>
  )
}

function Cover({ state, chapter, onPlay, children }: Pick<Props, 'chapter' | 'children'> & { state: PreviewState; onPlay: () => void }) {
  if (state.failed) {
    return (
      <Veil
        says={
          <>
            视频暂时无法播放。请检查网络后重试，或
            <Helpline />。
          </>
        }
      >
        <button className="btn primary" type="button" onClick={onPlay}>
          重试
        </button>
      </Veil>
    )
  }
  if (state.phase !== 'open') {
    return <ChapterTitle chapter={{ ...chapter, done: false, positionSeconds: 0 }} opening={state.phase === 'opening'} onPlay={onPlay} />
  }
  if (state.ended) {
    return (
      <Veil says="试看结束。选课后学习全部章节，计入学时。">
        {children}
        <button className="btn" type="button" onClick={onPlay}>
          <Icon name="rotate-ccw" />
          重看试看
        </button>
      </Veil>
    )
  }
  return state.waiting ? (
    <p className="player-wait" role="status">
      <span className="spin" />
      <span className="sr">正在缓冲</span>
    </p>
  ) : null
}
