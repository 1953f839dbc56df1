'use client'
import { formatHotline, helplineOf } from '@/lib/shared/hotline'
import { useSite } from './site'

/** What somebody who is stuck may do, to follow 请 or 或; `hours`: with when somebody answers. */
export function Helpline({ hours }: { hours?: boolean }) {
  const { hotline, hotlineHours, officeName } = useSite()
  if (!hotline) return helplineOf({ hotline, officeName })
  return (
    <>
      拨打服务热线{' '}
      <a className="link num nowrap" href={`tel:${hotline}`}>
        {formatHotline(hotline)}
      </a>
      {hours && hotlineHours && `（${hotlineHours}）`}
    </>
  )
}
