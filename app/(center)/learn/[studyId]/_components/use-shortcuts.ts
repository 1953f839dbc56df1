import { type RefObject, useEffect, useEffectEvent } from 'react'

type Actions = {
  toggle: () => void
  seekBy: (seconds: number) => void
  seekTo: (seconds: number) => void
  mute: () => void
  captions: () => void
  fullscreen: () => void
}

const everywhere: Record<string, (act: Actions) => void> = {
  ' ': (act) => act.toggle(),
  k: (act) => act.toggle(),
  ArrowLeft: (act) => act.seekBy(-5),
  ArrowRight: (act) => act.seekBy(5),
  m: (act) => act.mute(),
  c: (act) => act.captions(),
  f: (act) => act.fullscreen(),
}
const onSlider: Record<string, (act: Actions) => void> = {
  ArrowDown: (act) => act.seekBy(-5),
  ArrowUp: (act) => act.seekBy(5),
  PageDown: (act) => act.seekBy(-30),
  PageUp: (act) => act.seekBy(30),
  Home: (act) => act.seekTo(0),
  End: (act) => act.seekTo(Number.MAX_SAFE_INTEGER),
}

/** Keys while the focus is in the player, and a press on the picture. A button keeps its own keys, or each would act twice. */
export function useShortcuts(section: RefObject<HTMLElement | null>, video: RefObject<HTMLVideoElement | null>, actions: Actions) {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target as HTMLElement
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (target.closest('input, textarea, select, dialog') || (event.key === ' ' && target.closest('button, a'))) return
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    const action = everywhere[key] ?? (target.getAttribute('role') === 'slider' ? onSlider[key] : undefined)
    if (!action) return
    event.preventDefault() // else the page scrolls
    if (!event.repeat || key.length > 1) action(actions)
  })
  const toggle = useEffectEvent(() => actions.toggle())

  useEffect(() => {
    const [player, picture] = [section.current, video.current]
    if (!player || !picture) return
    const onKey = (event: KeyboardEvent) => press(event)
    const onClick = () => toggle()
    player.addEventListener('keydown', onKey)
    picture.addEventListener('click', onClick)
    return () => {
      player.removeEventListener('keydown', onKey)
      picture.removeEventListener('click', onClick)
    }
  }, [section, video])
}
