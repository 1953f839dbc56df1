'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Asks the server again while something is on its way; stops after two minutes unless told otherwise. */
export function Refresher({ everySeconds, forSeconds = 120 }: { everySeconds: number; forSeconds?: number }) {
  const router = useRouter()
  useEffect(() => {
    let left = Math.ceil(forSeconds / everySeconds)
    const timer = setInterval(() => {
      if (left-- <= 0) clearInterval(timer)
      else router.refresh()
    }, everySeconds * 1000)
    return () => clearInterval(timer)
  }, [everySeconds, forSeconds, router])
  return (
    <noscript>
      <p>
        {/* biome-ignore lint/a11y/useValidAnchor: this page once more, whatever its address says */}
        <a className="link tap" href="">
          刷新看进展
        </a>
      </p>
    </noscript>
  )
}
