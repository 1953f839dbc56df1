'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Asks the server again while something is on its way; stops after two minutes. */
export function Refresher({ everySeconds }: { everySeconds: number }) {
  const router = useRouter()
  useEffect(() => {
    let left = Math.ceil(120 / everySeconds)
    const timer = setInterval(() => {
      if (left-- <= 0) clearInterval(timer)
      else router.refresh()
    }, everySeconds * 1000)
    return () => clearInterval(timer)
  }, [everySeconds, router])
  return null
}
