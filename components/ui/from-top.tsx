'use client'
import { useLayoutEffect } from 'react'

/** For a page that takes the place of another at the same address: it is seen from its top, wherever the other was scrolled to. */
export function FromTop() {
  useLayoutEffect(() => {
    if (!window.location.hash) window.scrollTo({ top: 0, behavior: 'instant' })
  }, [])
  return null
}
