import { formatDay, formatLastDay, type Until } from '@/lib/shared/time'

/** 2026-03-01 至 2026-12-31: the first and the last day that are in. */
export const Period = ({ from, until }: { from: Date; until: Until }) => (
  <span className="period">
    <span className="num nowrap">{formatDay(from)}</span> 至 <span className="num nowrap">{formatLastDay(until)}</span>
  </span>
)
