'use client'
import { usePathname } from 'next/navigation'
import { useEffect } from 'react'
import { useSite } from './site'

/**
 * Next now and then drops the title when a link is followed (vercel/next.js#95268). A page without one says nothing to a screen reader
 * or in the history: until a title of Next's own stands there again, the page's heading is it.
 */
export function TitleKeeper() {
  const path = usePathname()
  const { name } = useSite()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page, another heading
  useEffect(() => {
    const own = document.createElement('title')
    const keep = () => {
      if ([...document.head.querySelectorAll('title')].some((title) => title !== own)) return own.remove()
      const heading = document.querySelector('h1')?.textContent
      const words = heading ? `${heading} · ${name}` : name
      if (own.textContent !== words) own.textContent = words
      if (!own.isConnected) document.head.append(own)
    }
    const observer = new MutationObserver(keep)
    observer.observe(document.head, { childList: true })
    const late = setTimeout(keep, 1000) // the heading may come after the navigation
    return () => {
      observer.disconnect()
      clearTimeout(late)
      own.remove()
    }
  }, [path, name])
  return null
}
