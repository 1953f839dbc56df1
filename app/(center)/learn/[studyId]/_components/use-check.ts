import { useEffect, useEffectEvent, useState } from 'react'
import type { LessonOptions } from './state'

export type Check = ReturnType<typeof useCheck>
/** What was drawn, and for which 签到: of one that was answered nothing is shown any more, and nothing asked for. */
type Shown = { checkId: string | null; version: number; expired: boolean }

const nothing: Shown = { checkId: null, version: 0, expired: false }

/** What a 签到 asks for: made when somebody looks at the page, for it does not hold for long. */
export function useCheck(checkId: string | null, show: LessonOptions['showCheck']) {
  const [latest, setLatest] = useState(nothing)
  const [problem, setProblem] = useState<string | null>(null)
  const [plays, setPlays] = useState(0)
  const [endsMs, setEndsMs] = useState<number | null>(null)

  const shown = latest.checkId === checkId ? latest : nothing
  const file = (kind: 'picture' | 'sound', take: string) => `/api/attention/${checkId}/${kind}?v=${take}`

  const ask = useEffectEvent(async (another: boolean) => {
    if (!checkId) return
    setPlays(0)
    setProblem(null)
    const reply = await show({ checkId, another }).catch(() => null)
    if (reply?.ok) {
      setLatest({ checkId, version: reply.version, expired: false })
      setEndsMs(performance.now() + reply.holdsMs)
    } else {
      setLatest({ checkId, version: 0, expired: true })
      setProblem(reply ? reply.message : '没有连上服务器，请检查网络后再试一次。')
    }
  })

  useEffect(() => {
    if (!checkId) {
      setLatest(nothing)
      setProblem(null)
      setPlays(0)
      return
    }
    if (!document.hidden) return void ask(false)
    const seen = () => {
      document.removeEventListener('visibilitychange', seen)
      void ask(false)
    }
    document.addEventListener('visibilitychange', seen)
    return () => document.removeEventListener('visibilitychange', seen)
  }, [checkId])

  useEffect(() => {
    if (endsMs === null) return
    const timer = setTimeout(() => setLatest((now) => ({ ...now, expired: true })), endsMs - performance.now())
    return () => clearTimeout(timer)
  }, [endsMs])

  const there = shown.version > 0 && !shown.expired
  return {
    expired: shown.expired,
    problem,
    picture: there ? file('picture', `${shown.version}`) : null,
    sound: there && plays ? file('sound', `${shown.version}-${plays}`) : null,
    listen: () => setPlays((n) => n + 1),
    another: () => void ask(true),
  }
}
