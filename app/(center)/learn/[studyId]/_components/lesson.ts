import { resumeAt } from '@/lib/learning/played'
import { attachMedia } from './media'
import { followPlayhead } from './playhead'
import { watchStalls } from './stall'
import type { LessonOptions, Problem, Update } from './state'
import { createStream } from './stream'

const hintMs = 5000

export type Lesson = ReturnType<typeof createLesson>

/** One chapter on one video element: opens, plays, stops. Knows the browser and the server, and nothing of React. */
export function createLesson(video: HTMLVideoElement, options: LessonOptions, show: Update) {
  const leaving = new AbortController()
  let phase: 'closed' | 'opening' | 'open' = 'closed'
  let problem: Problem | null = null
  let detach: (() => void) | null = null
  let hintTimer: ReturnType<typeof setTimeout> | undefined

  function update(change: Parameters<Update>[0]) {
    if (leaving.signal.aborted) return
    show(change)
    if (!change.hint) return
    clearTimeout(hintTimer)
    hintTimer = setTimeout(() => update({ hint: null }), hintMs)
  }
  const enter = (next: typeof phase, why: Problem | null = null) => {
    phase = next
    problem = why
    update({ phase, problem, waiting: false })
  }

  const stream = createStream(
    options,
    { place: () => Math.floor(playhead.place()), playing: () => !video.paused, stop, hold, goOn },
    update,
  )
  const playhead = followPlayhead(video, stream, {
    update,
    stopped: () => problem !== null || stream.asked(),
    durationSeconds: options.chapter.durationSeconds,
  })

  function hold() {
    // iPhones play full screen in a layer of their own, above every dialog.
    if ('webkitExitFullscreen' in video && typeof video.webkitExitFullscreen === 'function') video.webkitExitFullscreen()
    video.pause()
  }

  function stop(why: Problem) {
    enter(phase, why)
    hold()
  }

  function goOn() {
    if (problem?.kind !== 'unsaved') return
    enter('open')
    play()
  }

  function play() {
    // Refused where sound may not start so long after the press; the button is there to be pressed again.
    video.play().catch(() => {})
  }

  /** A lesson whose tracks do not end together, or a player that does not say that it has ended: near the end it has, for the server as well. */
  function stalled() {
    stream.stall()
    if (!playhead.nearEnd()) return stop({ kind: 'media' })
    video.pause()
    playhead.end()
  }

  async function attach(startSeconds: number) {
    detach?.()
    detach = null
    playhead.from(startSeconds)
    const onTrouble = (trouble: 'signed-out' | 'broken') => stop({ kind: trouble === 'broken' ? 'media' : trouble })
    try {
      const { letGo, fetched } = await attachMedia(video, {
        src: `/api/media/${options.chapter.mediaId}/index.m3u8`,
        startSeconds,
        onTrouble,
      })
      if (leaving.signal.aborted) return letGo()
      const unwatch = watchStalls(video, { fetched, stalled })
      detach = () => {
        unwatch()
        letGo()
      }
    } catch {
      stop({ kind: 'media' }) // the code that plays did not load: 重试 tries that again too
    }
  }

  /** Takes over as the trainee's one live stream and plays, from where it was left or, when taking over again, from here. */
  async function open() {
    if (phase === 'opening') return
    const fresh = !detach
    // While the press is fresh: Safari lets an element sound later only if it was touched then.
    if (fresh) video.load()
    enter('opening')
    const reply = await stream.open(!fresh)
    if (leaving.signal.aborted) return
    if (!('ticket' in reply)) return enter(fresh ? 'closed' : 'open', reply)
    enter('open')
    if (fresh) await attach(resumeAt({ ...reply, durationSeconds: options.chapter.durationSeconds }))
    go(reply.checkId)
  }

  async function retry() {
    enter('open')
    await attach(playhead.place())
    go()
  }

  function go(checkId: string | null = null) {
    if (problem) return
    if (checkId) stream.ask(checkId)
    else play()
  }

  const leave = () => {
    playhead.watch()
    stream.reporter.beacon()
  }
  const { signal } = leaving
  document.addEventListener('visibilitychange', () => document.hidden && leave(), { signal })
  window.addEventListener('pagehide', leave, { signal })
  window.addEventListener('online', stream.reporter.retry, { signal })

  return {
    open,
    /** Whatever 播放 means now: opening, trying again, playing or pausing. */
    toggle: () => {
      if (phase === 'closed' || problem?.kind === 'replaced' || problem?.kind === 'offline') void open()
      else if (problem?.kind === 'media') void retry()
      else if (problem?.kind === 'unsaved') stream.reporter.retry()
      else if (problem || phase === 'opening' || stream.asked()) return
      else if (video.paused) play()
      else video.pause()
    },
    retry,
    seek: playhead.seek,
    playFrom: (seconds: number) => {
      playhead.seek(seconds)
      play()
    },
    setSpeed: (speed: number) => {
      video.defaultPlaybackRate = speed // kept when the video has to be attached again
      video.playbackRate = speed
    },
    toggleMute: () => {
      video.muted = !video.muted
    },
    /** @returns why the answer was refused; null when the lesson goes on */
    answer: async (text: string) => {
      const refusal = await stream.answer(text)
      if (!refusal) go()
      return refusal
    },
    dispose: () => {
      leave()
      leaving.abort()
      clearTimeout(hintTimer)
      stream.reporter.stop()
      playhead.leave()
      detach?.()
      detach = null
    },
  }
}
