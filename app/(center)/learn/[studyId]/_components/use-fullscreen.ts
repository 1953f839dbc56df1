import { type RefObject, useCallback, useEffect, useState } from 'react'

type PhoneVideo = HTMLVideoElement & { webkitEnterFullscreen?: () => void }

/** Full screen of the whole player, or, on iPhones, of the bare video. `toggle` is null where neither exists. */
export function useFullscreen(section: RefObject<HTMLElement | null>, video: RefObject<PhoneVideo | null>) {
  const [supported, setSupported] = useState(false)
  const [active, setActive] = useState(false)

  useEffect(() => {
    setSupported(document.fullscreenEnabled || video.current?.webkitEnterFullscreen !== undefined)
    const changed = () => setActive(document.fullscreenElement === section.current)
    document.addEventListener('fullscreenchange', changed)
    return () => document.removeEventListener('fullscreenchange', changed)
  }, [section, video])

  const toggle = useCallback(() => {
    if (document.fullscreenElement) void document.exitFullscreen()
    else if (document.fullscreenEnabled) void section.current?.requestFullscreen()
    else video.current?.webkitEnterFullscreen?.()
  }, [section, video])

  return { active, toggle: supported ? toggle : null }
}
