import { type RefObject, useEffect, useState } from 'react'

/** The line of the captions at the playhead. The browser only keeps the time: drawn by us they look the same everywhere. */
export function useCaptions(element: RefObject<HTMLTrackElement | null>, on: boolean): string | null {
  const [text, setText] = useState<string | null>(null)

  useEffect(() => {
    const track = element.current?.track
    const video = element.current?.parentElement
    if (!track || !video) return
    track.mode = on ? 'hidden' : 'disabled'
    const read = () => {
      const cues = [...(track.activeCues ?? [])].filter((cue) => cue instanceof VTTCue)
      setText(cues.map((cue) => cue.text.replace(/<[^>]*>/g, '')).join('\n') || null)
    }
    // Full screen on iPhones leaves our drawing behind.
    const native = () => {
      if (on) track.mode = 'showing'
    }
    const ours = () => {
      if (on) track.mode = 'hidden'
    }
    read()
    track.addEventListener('cuechange', read)
    video.addEventListener('webkitbeginfullscreen', native)
    video.addEventListener('webkitendfullscreen', ours)
    return () => {
      track.removeEventListener('cuechange', read)
      video.removeEventListener('webkitbeginfullscreen', native)
      video.removeEventListener('webkitendfullscreen', ours)
    }
  }, [element, on])

  return on ? text : null
}
