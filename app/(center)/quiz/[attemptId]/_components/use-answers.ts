'use client'
import { useCallback, useEffect, useRef, useState } from 'react'

export type Choices = Record<number, number[]>
export type SaveState = 'saved' | 'saving' | 'offline' | 'closed' | 'expired'

/**
 * Answers of an open paper. What is chosen shows at once; `saved` holds only what the server has acknowledged. Answers are
 * sent one after the other, the newest choice of a question last, and again until they arrive.
 */
export function useAnswers(ticket: string, initial: Choices) {
  const [chosen, setChosen] = useState(initial)
  const [saved, setSaved] = useState(initial)
  const [state, setState] = useState<SaveState>('saved')
  const waiting = useRef(new Map<number, number[]>())
  const sending = useRef<Promise<boolean> | null>(null)

  const drain = useCallback(async (): Promise<boolean> => {
    let pause = 1000
    while (waiting.current.size) {
      const [[position, choice]] = waiting.current as unknown as [[number, number[]]]
      setState('saving')
      const outcome = await send(ticket, position, choice)
      if (outcome === 'closed' || outcome === 'expired') {
        waiting.current.clear() // nothing more can be saved here: leaving loses nothing
        setState(outcome)
        return false
      }
      if (outcome === 'offline') {
        setState('offline')
        await new Promise((resolve) => setTimeout(resolve, pause))
        pause = Math.min(15_000, pause * 2)
        continue
      }
      pause = 1000
      if (waiting.current.get(position) === choice) waiting.current.delete(position)
      setSaved((before) => ({ ...before, [position]: choice }))
    }
    setState('saved')
    return true
  }, [ticket])

  /** Resolves when everything chosen has been acknowledged; false when it cannot be. */
  const flush = useCallback((): Promise<boolean> => {
    sending.current ??= drain().finally(() => {
      sending.current = null
    })
    return sending.current
  }, [drain])

  const choose = useCallback(
    (position: number, choice: number[]) => {
      setChosen((before) => ({ ...before, [position]: choice }))
      waiting.current.set(position, choice)
      void flush().then((done) => (done && waiting.current.size ? flush() : done))
    },
    [flush],
  )

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => waiting.current.size && event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [])

  return { chosen, saved, state, choose, flush }
}

async function send(ticket: string, position: number, choice: number[]): Promise<'saved' | 'closed' | 'expired' | 'offline'> {
  try {
    const response = await fetch('/api/answers', {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ ticket, position, choice }),
    })
    await response.text() // an unread answer would keep its connection busy
    if (response.ok) return 'saved'
    return response.status === 409 ? 'closed' : response.status === 401 ? 'expired' : 'offline'
  } catch {
    return 'offline' // no network: tried again
  }
}
