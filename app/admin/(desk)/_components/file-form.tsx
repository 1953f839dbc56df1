'use client'
import { useRouter } from 'next/navigation'
import { useId, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { Note } from '@/components/ui/note'

/** What an upload answers: where to go on, what was refused, or what became of each file. */
export type UploadAnswer = { next?: string; error?: string; outcomes?: { names: string[]; text: string; good: boolean }[] }

type Props = {
  /** Takes the form by POST; answers scripts with an UploadAnswer, and a browser by itself with the way back to the page. */
  url: string
  accept: string
  choose: string
  hint: string
  send: string
  many?: boolean
  /** What was refused when the browser posted the form by itself. */
  refused?: string
  children?: React.ReactNode
}

/** Files with whatever belongs to them, sent by a script that shows what became of each; before scripts load it is a plain form. */
export function FileForm({ url, accept, choose, hint, send, many, refused, children }: Props) {
  const router = useRouter()
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const [names, setNames] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<UploadAnswer>({ error: refused })
  const submit = async (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    const got = await post(url, new FormData(event.currentTarget))
    setBusy(false)
    setAnswer(got)
    if (got.error) return
    form.current?.reset()
    setNames([])
    if (got.next) router.push(got.next)
    router.refresh()
  }
  return (
    <form ref={form} className="form-stack upload-form" action={url} method="post" encType="multipart/form-data" onSubmit={submit}>
      <div role="alert">{answer.error && <Note tone="bad">{answer.error}</Note>}</div>
      {children}
      <div className="file-choice">
        <label className="btn" htmlFor={id}>
          <Icon name="file-up" />
          {choose}
        </label>
        <input
          id={id}
          className="sr"
          type="file"
          name="files"
          accept={accept}
          multiple={many}
          aria-describedby={`${id}-hint`}
          onChange={(event) => setNames([...(event.target.files ?? [])].map(({ name }) => name))}
        />
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
        {names.length > 0 && (
          <ul className="chosen-files">
            {names.map((name) => (
              <li key={name}>
                <Icon name="file-text" />
                {name}
              </li>
            ))}
          </ul>
        )}
      </div>
      <button className="btn primary" type="submit" aria-disabled={busy || undefined}>
        {busy ? (
          <>
            <span className="spin" aria-hidden="true" />
            正在上传
          </>
        ) : (
          send
        )}
      </button>
      <div role="status">
        {answer.outcomes && (
          <ul className="upload-outcomes">
            {answer.outcomes.map(({ names: of, text, good }) => (
              <li key={of.join()} className={good ? 'good' : 'bad'}>
                <Icon name={good ? 'circle-check' : 'circle-alert'} />
                <span>
                  <b>{of.join('、')}</b>
                  <br />
                  {text}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </form>
  )
}

async function post(url: string, body: FormData): Promise<UploadAnswer> {
  try {
    const answer = await fetch(url, { method: 'POST', body, headers: { accept: 'application/json' } })
    return await answer.json()
  } catch {
    return { error: '没有连上服务器，选好的文件都在。请检查网络后再试一次。' }
  }
}
