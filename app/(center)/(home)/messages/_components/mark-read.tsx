'use client'
import { useEffect } from 'react'
import { markReadAction } from '../actions'

/** Says that a notice was opened: after it is shown, not while a link to it is being prefetched. */
export function MarkRead({ noticeId }: { noticeId: string }) {
  useEffect(() => {
    void markReadAction(noticeId)
  }, [noticeId])
  return null
}
