'use client'
import { useEffect } from 'react'

const places = 'li, tr, fieldset, form, section, article, nav, main, dialog'

/**
 * Keeps the place of whoever works with the keyboard or a screen reader. When what had the focus is taken away, moved or switched off, by
 * another page, a form's answer or a list in another order, browsers forget the place. Then it has the focus again if it is still there,
 * else what stood around it, else the page's content.
 */
export function FocusKeeper() {
  useEffect(() => {
    let last: HTMLElement | null = null
    let around: HTMLElement[] = []
    const remember = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement) || target === document.body) return
      last = target
      around = []
      for (let place = target.parentElement; place; place = place.parentElement) if (place.matches(places)) around.push(place)
    }
    const forget = ({ target }: PointerEvent) => {
      if (last && !last.contains(target as Node)) last = null // a press elsewhere takes the focus away on purpose
    }
    const mend = () => {
      if (!last || !document.hasFocus() || (document.activeElement && document.activeElement !== document.body)) return
      const stays = (element: HTMLElement) => element.isConnected && !element.matches(':disabled') && element.checkVisibility?.() !== false
      if (stays(last)) return last.focus({ preventScroll: true })
      const place = around.find(stays) ?? document.getElementById('main')
      if (!place) return
      if (!place.hasAttribute('tabindex')) place.tabIndex = -1
      place.focus({ preventScroll: true })
    }
    const observer = new MutationObserver(mend)
    observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled', 'hidden'] })
    document.addEventListener('focusin', remember)
    document.addEventListener('pointerdown', forget)
    return () => {
      observer.disconnect()
      document.removeEventListener('focusin', remember)
      document.removeEventListener('pointerdown', forget)
    }
  }, [])
  return null
}
