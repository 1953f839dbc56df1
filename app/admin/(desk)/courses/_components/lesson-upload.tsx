'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import type { Upload } from 'tus-js-client'
import { Icon } from '@/components/ui/icon'
import { Note } from '@/components/ui/note'
import { ProgressBar } from '@/components/ui/progress-bar'
import { pieceBytes } from '@/lib/catalog/lessons/upload-rules'

type State = { phase: 'idle' | 'sending' | 'paused' | 'done'; fileName: string; percent: number; problem?: string }
const idle: State = { phase: 'idle', fileName: '', percent: 0 }
const retryDelays = [0, 1000, 3000, 5000, 10_000, 20_000]
const offline = '没有连上服务器，上传已暂停。网络恢复后点“继续上传”，从断开的地方接着传。'

/**
 * 上传视频: sent in pieces, so that a dropout, a pause or a closed page costs nothing: choosing the same file again goes on where it
 * stopped.
 */
export function LessonUpload({ maxBytes }: { maxBytes: number }) {
  const router = useRouter()
  const [state, setState] = useState(idle)
  const [over, setOver] = useState(false)
  const [ready, setReady] = useState(false)
  const upload = useRef<Upload>(null)
  useEffect(() => {
    setReady(true)
    return () => void upload.current?.abort()
  }, [])
  const show = (change: Partial<State>) => setState((now) => ({ ...now, ...change }))

  async function send(file: File | undefined) {
    if (!file || state.phase === 'sending') return
    if (file.size > maxBytes)
      return setState({ ...idle, problem: `视频超过 ${Math.floor(maxBytes / 1024 ** 2)} MB，请分成几个章节，或压缩后再上传。` })
    setState({ phase: 'sending', fileName: file.name, percent: 0 })
    const tus = await import('tus-js-client')
    const sending = new tus.Upload(file, {
      endpoint: '/api/uploads',
      chunkSize: pieceBytes,
      retryDelays,
      metadata: { filename: file.name },
      removeFingerprintOnSuccess: true,
      onProgress: (sent, total) => show({ percent: Math.floor((100 * sent) / total) }),
      onSuccess: () => {
        show({ phase: 'done', percent: 100 })
        router.refresh()
      },
      onError: (error) => {
        const answer = 'originalResponse' in error ? error.originalResponse : null
        const refused = answer && answer.getStatus() < 500 ? answer.getBody() : ''
        show(refused ? { phase: 'idle', problem: refused } : { phase: 'paused', problem: offline })
        router.refresh()
      },
    })
    upload.current = sending
    const [earlier] = await sending.findPreviousUploads()
    if (earlier) sending.resumeFromPreviousUpload(earlier)
    sending.start()
  }

  const pause = () => {
    void upload.current?.abort()
    show({ phase: 'paused', problem: undefined })
  }
  const resume = () => {
    upload.current?.start()
    show({ phase: 'sending', problem: undefined })
  }
  const busy = state.phase === 'sending' || state.phase === 'paused'
  return (
    <section className="lesson-upload" aria-label="上传视频">
      <div role="alert">{state.problem && <Note tone={state.phase === 'paused' ? 'warn' : 'bad'}>{state.problem}</Note>}</div>
      {state.phase === 'done' && (
        <div role="status">
          <Note tone="good">“{state.fileName}”已传完，正在后台处理。处理好后会出现在下面的列表中。</Note>
        </div>
      )}
      {busy ? (
        <div className="drop busy">
          <p className="bold">{state.fileName}</p>
          <ProgressBar label="上传进度" percent={state.percent} />
          <p className="soft">
            {state.phase === 'paused' ? '已暂停' : '正在上传'} <span className="num">{state.percent}%</span>
          </p>
          <button className="btn" type="button" onClick={state.phase === 'paused' ? resume : pause}>
            <Icon name={state.phase === 'paused' ? 'play' : 'pause'} />
            {state.phase === 'paused' ? '继续上传' : '暂停'}
          </button>
        </div>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a convenience; the button inside does the same by keyboard
        <div
          className={over ? 'drop over' : 'drop'}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault()
            setOver(false)
            void send(event.dataTransfer.files[0])
          }}
        >
          <Icon name="upload" />
          <p className="soft">
            把视频文件拖到这里，或点按钮选择。支持断点续传，常见格式都可以，最大 {Math.floor(maxBytes / 1024 ** 3) || 1} GB。
          </p>
          <label className="btn primary" aria-disabled={!ready || undefined}>
            <Icon name="file-up" />
            选择视频文件
            <input
              className="sr"
              type="file"
              accept="video/*,.mkv,.flv"
              disabled={!ready}
              onChange={(event) => void send(event.target.files?.[0])}
            />
          </label>
          <noscript>
            <p className="soft">上传视频需要打开浏览器的脚本。</p>
          </noscript>
        </div>
      )}
    </section>
  )
}
