'use client'
import { useState } from 'react'
import { Icon } from './icon'

/** 长辈模式: larger type and targets. Kept in a cookie for a year, so that the server draws the next page with it. */
export function ElderToggle({ on }: { on: boolean }) {
  const [elder, setElder] = useState(on)
  const toggle = () => {
    document.documentElement.toggleAttribute('data-elder', !elder)
    const secure = location.protocol === 'https:' ? '; secure' : ''
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in the browsers of old office machines
    document.cookie = `elder=${elder ? '' : '1'}; path=/; max-age=${elder ? 0 : 31_536_000}; samesite=lax${secure}`
    setElder(!elder)
  }
  return (
    <button className="btn quiet elder-toggle with-scripts" type="button" aria-pressed={elder} onClick={toggle}>
      <Icon name="a-large-small" />
      <span>长辈模式</span>
    </button>
  )
}
