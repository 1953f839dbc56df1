'use client'
import { useEffect, useRef } from 'react'

/**
 * Sends what stands in the form around to `url` while it is being typed, so that a reload, a closed tab or a cut line loses nothing.
 * `fields` says which; the server decides what it keeps.
 */
export function KeepTyped({ url, fields }: { url: string; fields: readonly string[] }) {
  const place = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const form = place.current?.closest('form')
    if (!form) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const send = () => {
      timer = undefined
      const values = new FormData(form)
      const typed = Object.fromEntries(fields.map((field) => [field, String(values.get(field) ?? '')]))
      navigator.sendBeacon(url, new Blob([JSON.stringify(typed)], { type: 'application/json' }))
    }
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(send, 300)
    }
    const now = () => {
      if (timer === undefined) return
      clearTimeout(timer)
      send()
    }
    const never = () => {
      clearTimeout(timer)
      timer = undefined
    }
    form.addEventListener('input', later)
    form.addEventListener('submit', never) // what is sent for good is kept by whoever takes it
    window.addEventListener('beforeunload', now) // before a reload asks for the page again
    window.addEventListener('pagehide', now)
    return () => {
      now()
      form.removeEventListener('input', later)
      form.removeEventListener('submit', never)
      window.removeEventListener('beforeunload', now)
      window.removeEventListener('pagehide', now)
    }
  }, [url, fields])
  return <span ref={place} hidden />
}
