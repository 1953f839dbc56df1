'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { Note } from '@/components/ui/note'
import { fittingPhoto } from './fitting-photo'

const pictures = 'image/jpeg,image/png,image/webp'
/** Only scripts can make something of these. */
const heic = ',image/heic,image/heif,.heic,.heif'
/** Of a file that is chosen; the limits say what the server takes. */
const mostBytes = 20 * 1024 * 1024
const kinds = {
  photo: {
    accept: pictures,
    limits: { bytes: 5 * 1024 * 1024, pixels: 24_000_000, side: 2400 },
    tooLarge: '照片超过 {most} MB，请换一张小一些的。',
    choose: '选择照片',
    another: '换一张照片',
    capture: 'user',
  },
  licence: {
    accept: `${pictures},application/pdf`,
    limits: { bytes: 10 * 1024 * 1024, pixels: 100_000_000, side: 3200 },
    tooLarge: '文件超过 {most} MB，请换一张小一些的照片，或重新扫描。',
    choose: '选择文件',
    another: '换一个文件',
    capture: 'environment',
  },
} as const
const offline = '没有连上服务器，请检查网络后再选一次。'

type Props = {
  /** What is chosen, and the form's field for it. */
  kind?: keyof typeof kinds
  /** Takes the file by POST; answers { error } or { next }. */
  url: string
  /** What was refused when the browser posted the form by itself. */
  refused?: string
  again: boolean
}

/**
 * 选择照片 or 拍照: what is chosen is made to fit and goes to the server, which alone decides whether it is a photo. Before scripts load it
 * is a form with a button.
 */
export function PhotoPicker({ kind = 'photo', url, refused, again }: Props) {
  const { accept, choose, another, capture } = kinds[kind]
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const [ready, setReady] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState(refused)
  useEffect(() => setReady(true), [])

  const send = async (event: React.ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    if (!file || busy) return
    setBusy(true)
    const answer = await upload(url, kind, file)
    setBusy(false)
    setError(answer.error)
    form.current?.reset() // the same file may be chosen again
    if (answer.next) router.replace(answer.next)
    router.refresh()
  }
  return (
    <form ref={form} className="photo-picker" action={url} method="post" encType="multipart/form-data">
      <div role="alert">{error && <Note tone="bad">{error}</Note>}</div>
      <div className="acts">
        <label className="btn" aria-disabled={busy || undefined}>
          <Icon name="image-up" />
          {busy ? '正在上传' : again ? another : choose}
          <input id={kind} className="sr" type="file" name={kind} accept={ready ? accept + heic : accept} onChange={send} />
        </label>
        <label className="btn camera">
          <Icon name="camera" />
          拍照
          <input className="sr" type="file" name={kind} accept={pictures} capture={capture} onChange={send} />
        </label>
        {!ready && (
          <button className="btn" type="submit">
            上传
          </button>
        )}
      </div>
    </form>
  )
}

async function upload(url: string, kind: keyof typeof kinds, file: File): Promise<{ error?: string; next?: string }> {
  const { limits, tooLarge } = kinds[kind]
  const over = (bytes: number) => ({ error: tooLarge.replace('{most}', String(bytes / 1024 / 1024)) })
  if (file.size > mostBytes) return over(mostBytes)
  try {
    const fitting = await fittingPhoto(file, limits)
    if (fitting.size > limits.bytes) return over(limits.bytes)
    const body = new FormData()
    body.append(kind, fitting)
    const answer = await fetch(url, { method: 'POST', body, headers: { accept: 'application/json' } })
    return await answer.json()
  } catch {
    return { error: offline } // no answer, or one of a proxy on the way
  }
}
