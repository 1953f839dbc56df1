'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { formatDuration } from '@/lib/shared/time'

/** How long the seat is kept. Only shown: the server decides what has expired. */
export function TimeLeft({ until, clock }: { until: number; clock: string }) {
  const [left, setLeft] = useState<number>()
  const router = useRouter()
  useEffect(() => {
    const tick = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)))
    tick()
    const timer = setInterval(tick, 1000)
    return () => clearInterval(timer)
  }, [until])
  useEffect(() => {
    if (left === 0) router.refresh()
  }, [left, router])
  return (
    <p className="time-left">
      <Icon name="alarm-clock" />
      <span>
        请在 <b role="timer">{left === undefined ? '30:00' : formatDuration(left)}</b> 内完成支付，席位为您保留到{' '}
        <span className="num nowrap">{clock}</span>。
      </span>
    </p>
  )
}
