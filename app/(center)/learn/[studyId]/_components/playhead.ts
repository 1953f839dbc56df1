import { advance, finish, firstGap, frontier, jump } from '@/lib/learning/played'
import type { Update } from './state'
import type { Stream } from './stream'

/** The playhead may stand so far beyond what was counted before it is set back: the video tells its place late. */
const guardSlack = 0.5
/** Nearer to the furthest point than this, going there would only stutter. */
const nearby = 1.5

/**
 * Follows one video element: counts what it plays and keeps the first pass in order. Cosmetic, as all that runs in a
 * browser: what is credited is decided by the server.
 */
export function followPlayhead(
  video: HTMLVideoElement,
  stream: Stream,
  { update, stopped, durationSeconds }: { update: Update; stopped: () => boolean; durationSeconds: number },
) {
  const listening = new AbortController()
  let place = 0
  /** Between attaching and the first frame the element says 0, which is not where the trainee is. */
  let begun = false
  let playing = false

  const on = (type: keyof HTMLMediaElementEventMap, listener: () => void) => video.addEventListener(type, listener, listening)
  const look = () => ({ position: video.currentTime, rate: video.playbackRate, ms: performance.now() })
  const limit = () => (stream.done() ? Number.POSITIVE_INFINITY : frontier(stream.played()))

  function moved(change: Parameters<Update>[0] = {}) {
    place = video.currentTime
    update({ positionSeconds: place, ...change })
  }

  function watch() {
    if (!begun || video.seeking) return
    stream.track(advance(stream.played(), look()))
    moved()
    if (playing) stream.reporter.keep()
  }

  function begin() {
    if (begun) return
    begun = true
    stream.track(jump(stream.played(), look()))
  }

  function sought() {
    if (!begun) return
    if (video.currentTime > limit() + guardSlack) {
      update({ hint: 'in-order' })
      video.currentTime = Math.floor(limit()) // comes here again
      return
    }
    stream.track(jump(stream.played(), look()))
    moved({ ended: false })
    if (stream.behind()) void stream.reporter.report()
  }

  on('timeupdate', watch)
  on('seeking', sought)
  on('play', () => {
    if (stopped()) return video.pause() // a key of the keyboard or headphones, while something waits for an answer
    playing = true
    update({ playing, ended: false })
    stream.reporter.keep()
  })
  on('playing', () => {
    begin()
    update({ waiting: false })
  })
  on('emptied', () => {
    // hls.js gave the element a new source to recover from an error: that stops it without the event of a pause.
    const interrupted = playing && !stopped()
    begun = false
    playing = false
    if (interrupted) video.play().catch(() => {})
    update({ playing: !video.paused })
  })
  on('waiting', () => update({ waiting: true }))
  on('pause', () => {
    watch()
    playing = false
    update({ playing, waiting: false })
    void stream.reporter.report()
  })
  function end() {
    moved({ ended: true, gapSeconds: null })
    void stream.reporter.report()
  }
  on('ended', () => {
    stream.track(finish(stream.played(), Math.max(durationSeconds, video.duration)))
    end()
  })
  on('ratechange', () => {
    const most = stream.maxSpeedPercent() / 100
    if (video.playbackRate > most + 0.01) video.playbackRate = most
    else update({ speed: video.playbackRate })
  })
  on('volumechange', () => update({ muted: video.muted }))

  return {
    watch,
    /** Nothing that the server still asks for lies between here and the end. */
    nearEnd: () => begun && firstGap([[0, Math.floor(video.currentTime)]], durationSeconds) === null,
    /** It has ended for whoever watches, and counts as far as it came. */
    end,
    place: () => place,
    /** The element was given something to play from here; what it says counts again from its first frame. */
    from: (seconds: number) => {
      begun = false
      place = seconds
      update({ positionSeconds: seconds })
    },
    seek: (seconds: number) => {
      if (!begun) return
      const furthest = limit()
      const beyond = seconds > furthest + guardSlack
      if (beyond) update({ hint: 'in-order' })
      if (beyond && Math.abs(furthest - video.currentTime) < nearby) return
      video.currentTime = Math.max(0, beyond ? Math.floor(furthest) : Math.min(seconds, video.duration))
    },
    leave: () => listening.abort(),
  }
}
