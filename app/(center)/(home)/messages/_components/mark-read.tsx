'use client'
import { useEffect } from 'react'
import { markReadAction } from '../actions'

/** Says that a notice was opened: after it is shown, not while a link to it is being prefetched. Without scripts there is a button. */
export function MarkRead({ noticeId }: { noticeId: string }) {
  useEffect(() => {
    void markReadAction(noticeId)
  }, [noticeId])
  return (
    <noscript>
      <form action={markReadAction.bind(null, noticeId)}>
        <button className="btn" type="submit">
          标为已读
        </button>
      </form>
    </noscript>
  )
}
