'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { formatDuration } from '@/lib/shared/time'

type Props = { seconds: number; clock: string; keeps: '席位' | '订单'; todo: '完成支付' | '选择转账' }

/** How long the seat is kept. Only shown: the server decides what has expired. */
export function TimeLeft({ seconds, clock, keeps, todo }: Props) {
  const [left, setLeft] = useState(seconds)
  const router = useRouter()
  useEffect(() => {
    const began = performance.now() // not the clock of the machine, which may be wrong
    const timer = setInterval(() => setLeft(Math.ceil(seconds - (performance.now() - began) / 1000)), 1000)
    return () => clearInterval(timer)
  }, [seconds])
  useEffect(() => {
    if (left <= 0 && left % 5 === 0) router.refresh()
  }, [left, router])
  return (
    <p className="time-left">
      <Icon name="alarm-clock" />
      <span>
        请在 <b role="timer">{formatDuration(left)}</b> 内{todo}，{keeps}为您保留到 <span className="num nowrap">{clock}</span>。
      </span>
    </p>
  )
}
