'use client'

import NextLink, { useLinkStatus } from 'next/link'
import { type ComponentProps, useState } from 'react'
import { createPortal } from 'react-dom'

/**
 * A link that fetches where it leads when somebody is about to follow it, not when it comes into sight: with every link in sight
 * fetched, a page costs the server two and a half times as much (docs/decisions/0020). `prefetch={false}`: not even then.
 */
export function Link({ prefetch, children, ...props }: ComponentProps<typeof NextLink>) {
  const [approached, setApproached] = useState(false)
  return (
    <NextLink {...props} prefetch={approached && prefetch !== false ? null : false} onPointerEnter={() => setApproached(true)}>
      {children}
      <Going />
    </NextLink>
  )
}

/** Says at the top of the window that the page was asked for, until it is here (docs/decisions/0037). */
function Going() {
  const { pending } = useLinkStatus()
  if (!pending) return null
  return createPortal(
    <div className="going" role="status">
      <span className="sr">正在载入</span>
    </div>,
    document.body,
  )
}
