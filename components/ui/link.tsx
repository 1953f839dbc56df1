'use client'

import NextLink from 'next/link'
import { type ComponentProps, useState } from 'react'

/**
 * A link that fetches where it leads when somebody is about to follow it, not when it comes into sight: with every link in sight
 * fetched, a page costs the server two and a half times as much (docs/decisions/0020). `prefetch={false}`: not even then.
 */
export function Link({ prefetch, ...props }: ComponentProps<typeof NextLink>) {
  const [approached, setApproached] = useState(false)
  return <NextLink {...props} prefetch={approached && prefetch !== false ? null : false} onPointerEnter={() => setApproached(true)} />
}
