import { type RefObject, useEffect } from 'react'

/** As in learn.css: there the player is as large as the screen. */
const sideways = '(orientation: landscape) and (max-height: 30rem) and (max-width: 63.99rem)'

/** A phone that is turned sideways while a lesson is open shows the player and nothing else, until somebody scrolls. */
export function useSideways(section: RefObject<HTMLElement | null>, open: boolean): void {
  useEffect(() => {
    if (!open) return
    const phone = matchMedia(sideways)
    const fill = () => {
      // Not scrollIntoView, which leaves room for bars that do not lie over the player.
      if (phone.matches) window.scrollBy(0, section.current?.getBoundingClientRect().top ?? 0)
    }
    fill()
    phone.addEventListener('change', fill)
    return () => phone.removeEventListener('change', fill)
  }, [section, open])
}
