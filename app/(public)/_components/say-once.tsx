'use client'
import { useEffect } from 'react'

/** What the address made the page say is said once: it is not in the address that is reloaded, bookmarked or come back to. */
export function SayOnce() {
  useEffect(() => window.history.replaceState(window.history.state, '', window.location.pathname), [])
  return null
}
