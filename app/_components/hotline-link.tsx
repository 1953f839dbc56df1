import { env } from '@/lib/shared/env'
import { formatHotline } from '@/lib/shared/hotline'

/** The service's number, to be called. */
export const HotlineLink = () => (
  <a className="link num nowrap" href={`tel:${env().hotline}`}>
    {formatHotline(env().hotline)}
  </a>
)
