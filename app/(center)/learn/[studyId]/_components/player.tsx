'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { NeedsScripts } from '@/components/ui/needs-scripts'
import { length } from '@/lib/learning/ranges'
import { CheckDialog } from './check-dialog'
import { Controls } from './controls'
import { CourseProgress } from './course-progress'
import { Screen } from './screen'
import { SeekBar } from './seek-bar'
import type { LessonOptions } from './state'
import { StateLine } from './state-line'
import { useCaptions } from './use-captions'
import { useFullscreen } from './use-fullscreen'
import { useLesson } from './use-lesson'
import { useShortcuts } from './use-shortcuts'
import { useSideways } from './use-sideways'

export type LessonPlayerProps = Omit<LessonOptions, 'onDone'> & {
  /** Offered when this chapter ends. */
  next: { href: string; title: string; words: string } | null
  /** Offered then too, once the server knows that the course is seen to its end. */
  quiz: ReactNode
  /** `added`: chapters that came after it was done, and were not seen. */
  course: { seenSecondsElsewhere: number; totalSeconds: number; done: boolean; added: number }
  /** Why it cannot be played now. */
  refusal: string | null
  /** Facts of the course, drawn under its progress. */
  children?: ReactNode
}

/** A lesson: player, what the server has of it, and the progress of the course. Another chapter is another player. */
export const LessonPlayer = (props: LessonPlayerProps) => <ChapterPlayer key={props.chapter.id} {...props} />

function ChapterPlayer({ studyId, chapter, next, quiz, course, refusal, openStream, showCheck, answerCheck, children }: LessonPlayerProps) {
  const section = useRef<HTMLElement>(null)
  const video = useRef<HTMLVideoElement>(null)
  const track = useRef<HTMLTrackElement>(null)
  const router = useRouter()
  const [state, lesson] = useLesson(video, { studyId, chapter, openStream, showCheck, answerCheck, onDone: router.refresh })
  const [captionsOn, setCaptionsOn] = useState(true)
  const opened = state.watched !== null
  const caption = useCaptions(track, captionsOn && opened)
  const fullscreen = useFullscreen(section, video)

  useSideways(section, state.phase === 'open')

  const done = state.done || chapter.done
  const captions = { on: captionsOn, toggle: () => setCaptionsOn(!captionsOn) }
  const toggle = () => {
    if (!refusal) lesson.current?.toggle()
  }
  /** What is pressed over the picture goes away with the press: the focus stays in the player, where the keys work. */
  const stay = () => section.current?.focus({ preventScroll: true })

  useShortcuts(section, video, {
    toggle,
    seekBy: (seconds) => lesson.current?.seek(state.positionSeconds + seconds),
    seekTo: (seconds) => lesson.current?.seek(seconds),
    mute: () => lesson.current?.toggleMute(),
    captions: captions.toggle,
    fullscreen: () => fullscreen.toggle?.(),
  })

  const seenHere = done
    ? chapter.durationSeconds
    : state.watched
      ? length(state.watched)
      : (chapter.watchedSeconds ?? chapter.positionSeconds)
  return (
    <div className="lesson-main">
      {!refusal && <NeedsScripts what="播放课程、记录学习进度" />}
      <section className={refusal ? 'player on-dark' : 'player on-dark with-scripts'} aria-label="视频播放器" ref={section} tabIndex={-1}>
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
          <Screen
            state={state}
            chapter={chapter}
            next={next}
            quiz={quiz}
            refused={refusal !== null}
            onPlay={() => {
              stay()
              toggle()
            }}
            onFill={(seconds) => {
              stay()
              lesson.current?.playFrom(seconds)
            }}
          />
          <p className="player-hint" role="status">
            {state.hint && <span>{state.hint === 'in-order' ? '第一次观看请按顺序看，看过的部分可以任意回看。' : '本章已看完'}</span>}
          </p>
        </div>
        {!refusal && (
          <>
            <SeekBar
              positionSeconds={state.positionSeconds}
              durationSeconds={chapter.durationSeconds}
              watched={done ? [[0, chapter.durationSeconds]] : (state.watched ?? [])}
              disabled={state.phase !== 'open'}
              onSeek={(seconds) => lesson.current?.seek(seconds)}
            />
            <Controls
              state={state}
              durationSeconds={chapter.durationSeconds}
              lesson={lesson}
              captions={captions}
              fullscreen={fullscreen}
              onPlay={toggle}
            />
          </>
        )}
        <CheckDialog checkId={state.checkId} show={showCheck} onAnswer={async (text) => (await lesson.current?.answer(text)) ?? null} />
      </section>
      {refusal ? (
        <p className="note bad lesson-refusal">
          <Icon name="circle-alert" />
          {refusal}
        </p>
      ) : (
        <div className="with-scripts">
          <StateLine save={state.save} unreportedSeconds={state.unreportedSeconds} done={done} />
        </div>
      )}
      <section className="card lesson-meta" aria-label="课程进度">
        <CourseProgress
          seenSeconds={course.seenSecondsElsewhere + seenHere}
          totalSeconds={course.totalSeconds}
          done={state.courseDone || course.done}
          added={course.added - (course.done && state.done && !chapter.done ? 1 : 0)}
        />
        {children}
      </section>
    </div>
  )
}
