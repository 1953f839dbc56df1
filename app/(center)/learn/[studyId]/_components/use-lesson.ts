import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import { createLesson, type Lesson } from './lesson'
import { loadHls } from './media'
import { closedLesson, type LessonOptions } from './state'

/** The lesson on the video element of `video`: what it shows, and what may be done with it. One chapter for its whole life. */
export function useLesson(video: RefObject<HTMLVideoElement | null>, options: LessonOptions) {
  const [state, setState] = useState(() => closedLesson(options.chapter))
  const lesson = useRef<Lesson>(null)
  const create = useEffectEvent((element: HTMLVideoElement) =>
    createLesson(element, options, (change) => setState((now) => ({ ...now, ...change }))),
  )

  useEffect(() => {
    if (!video.current) return
    const created = create(video.current)
    lesson.current = created
    return created.dispose
  }, [video])

  useEffect(() => {
    // Fetched while nothing else goes on, so that 播放 need not wait for it. Should it fail, pressing tries again.
    const fetchEarly = () => void loadHls().catch(() => {})
    if (!('requestIdleCallback' in window)) {
      const timer = setTimeout(fetchEarly, 2000)
      return () => clearTimeout(timer)
    }
    const idle = requestIdleCallback(fetchEarly)
    return () => cancelIdleCallback(idle)
  }, [])

  return [state, lesson] as const
}
