import { type RefObject, useEffect, useRef, useState } from 'react'
import { attachMedia } from '@/app/(center)/learn/[studyId]/_components/media'

export type PreviewState = {
  phase: 'closed' | 'opening' | 'open'
  failed: boolean
  playing: boolean
  waiting: boolean
  ended: boolean
  positionSeconds: number
  speed: number
  muted: boolean
}

const closed: PreviewState = {
  phase: 'closed',
  failed: false,
  playing: false,
  waiting: false,
  ended: false,
  positionSeconds: 0,
  speed: 1,
  muted: false,
}

type Show = (change: Partial<PreviewState>) => void

/** 试看 on one video element. Unlike a lesson it opens no stream and reports nothing: where it stands is nobody's business. */
function createPreview(video: HTMLVideoElement, mediaId: string, show: Show) {
  const leaving = new AbortController()
  let detach: (() => void) | null = null
  const on = (types: string, listener: () => void) => {
    for (const type of types.split(' ')) video.addEventListener(type, listener, leaving)
  }
  on('timeupdate seeked', () => show({ positionSeconds: video.currentTime }))
  on('play', () => show({ playing: true, ended: false }))
  on('pause', () => show({ playing: false, waiting: false }))
  on('playing', () => show({ phase: 'open', waiting: false }))
  on('waiting', () => show({ waiting: true }))
  on('ended', () => show({ ended: true, playing: false }))
  on('ratechange', () => show({ speed: video.playbackRate }))
  on('volumechange', () => show({ muted: video.muted }))

  const play = () => void video.play().catch(() => {}) // refused where sound may not start; the button is there to be pressed again

  async function open() {
    detach?.()
    detach = null
    video.load() // while the press is fresh: Safari lets an element sound later only if it was touched then
    show({ phase: 'opening', failed: false })
    const startSeconds = video.currentTime
    const onTrouble = () => {
      video.pause()
      show({ failed: true })
    }
    try {
      const { letGo } = await attachMedia(video, { src: `/api/media/${mediaId}/index.m3u8`, startSeconds, onTrouble })
      if (leaving.signal.aborted) return letGo()
      detach = letGo
      show({ phase: 'open' })
      play()
    } catch {
      onTrouble() // the code that plays did not load
    }
  }

  return {
    toggle: (state: PreviewState) => {
      if (state.failed || state.phase === 'closed') void open()
      else if (state.phase === 'opening') return
      else if (video.paused) play()
      else video.pause()
    },
    seek: (seconds: number) => {
      if (detach) video.currentTime = Math.max(0, Math.min(seconds, video.duration || 0))
    },
    setSpeed: (speed: number) => {
      video.playbackRate = speed
    },
    toggleMute: () => {
      video.muted = !video.muted
    },
    dispose: () => {
      leaving.abort()
      detach?.()
      detach = null
    },
  }
}
export type Preview = ReturnType<typeof createPreview>

export function usePreview(video: RefObject<HTMLVideoElement | null>, mediaId: string) {
  const [state, setState] = useState(closed)
  const preview = useRef<Preview>(null)
  useEffect(() => {
    if (!video.current) return
    const created = createPreview(video.current, mediaId, (change) => setState((now) => ({ ...now, ...change })))
    preview.current = created
    return created.dispose
  }, [video, mediaId])
  return [state, preview] as const
}
