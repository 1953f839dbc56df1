'use client'
import { useEffect, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'

type Props = { action: string; field: string; accept: string; label: string; hint: string; primary?: boolean }

/** A small file that is sent as soon as it is chosen; the answer is a page. Before scripts load there is a button besides. */
export function FileForm({ action, field, accept, label, hint, primary }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const [ready, setReady] = useState(false)
  const [busy, setBusy] = useState(false)
  useEffect(() => setReady(true), [])
  return (
    <form ref={form} className="file-form" action={action} method="post" encType="multipart/form-data">
      <label className={primary ? 'btn primary' : 'btn'} aria-disabled={busy || undefined}>
        {busy ? <span className="spin" aria-hidden="true" /> : <Icon name="file-up" />}
        {busy ? '正在上传' : label}
        <input
          className="sr"
          type="file"
          name={field}
          accept={accept}
          onChange={(event) => {
            if (!event.target.files?.length || busy) return
            setBusy(true)
            form.current?.submit()
          }}
        />
      </label>
      {!ready && (
        <button className="btn" type="submit">
          上传
        </button>
      )}
      <p className="hint">{hint}</p>
    </form>
  )
}
