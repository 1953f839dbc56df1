'use client'
import { useEffect, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { NeedsScripts } from '@/components/ui/needs-scripts'
import { Note } from '@/components/ui/note'
import { ProgressBar } from '@/components/ui/progress-bar'
import { type Sent, useUploads } from './use-uploads'

type Props = {
  maxBytes: number
  /** One's own uploads, as the server knows them. */
  uploads: { id: string; status: string }[]
}

/** 上传视频: one or several, one after the other; what was sent is told of until it is ready. */
export function LessonUpload({ maxBytes, uploads }: Props) {
  const { current, waiting, sent, problems, add, pause, resume } = useUploads(maxBytes)
  const [over, setOver] = useState(false)
  const [ready, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  return (
    <section className="lesson-upload" aria-label="上传视频">
      <div role="alert">
        {problems.length > 0 && (
          <Note tone={current?.paused ? 'warn' : 'bad'}>
            {problems.map((problem) => (
              <p key={problem}>{problem}</p>
            ))}
          </Note>
        )}
      </div>
      <div role="status">{sent.length > 0 && <SentNote sent={sent} uploads={uploads} />}</div>
      {current && (
        <div className="drop busy">
          <p className="bold">{current.fileName}</p>
          <ProgressBar label="上传进度" percent={current.percent} />
          <p className="soft">
            {current.paused ? '已暂停' : '正在上传'} <span className="num">{current.percent}%</span>
            {waiting > 0 && (
              <>
                ，还有 <span className="num">{waiting}</span> 个等待上传
              </>
            )}
          </p>
          <button className="btn" type="button" onClick={current.paused ? resume : pause}>
            <Icon name={current.paused ? 'play' : 'pause'} />
            {current.paused ? '继续上传' : '暂停'}
          </button>
        </div>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a convenience; the button inside does the same by keyboard */}
      <div
        className={`drop${over ? ' over' : ''}${current ? ' more' : ''}`}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          add(event.dataTransfer.files)
        }}
      >
        {!current && (
          <>
            <Icon name="upload" />
            <p className="soft">
              把视频文件拖到这里，或点按钮选择，可以一次选几个。支持断点续传，常见格式都可以，每个最大{' '}
              {Math.floor(maxBytes / 1024 ** 3) || 1} GB。
            </p>
          </>
        )}
        <label className={current ? 'btn' : 'btn primary'} aria-disabled={!ready || undefined}>
          <Icon name="file-up" />
          {current ? '再选视频文件' : '选择视频文件'}
          <input
            className="sr"
            type="file"
            multiple
            accept="video/*,.mkv,.flv"
            disabled={!ready}
            onChange={(event) => {
              add(event.target.files ?? [])
              event.target.value = ''
            }}
          />
        </label>
        <NeedsScripts what="上传视频" />
      </div>
    </section>
  )
}

/** Where the videos of this page are: on their way, ready, or failed (the list below says why). */
function SentNote({ sent, uploads }: { sent: Sent[]; uploads: Props['uploads'] }) {
  const statusOf = ({ id }: Sent) => uploads.find((one) => one.id === id)?.status ?? 'waiting'
  const named = (wanted: (status: string) => boolean) =>
    sent
      .filter((one) => wanted(statusOf(one)))
      .map(({ fileName }) => `“${fileName}”`)
      .join('、')
  const [failed, done] = [named((status) => status === 'failed'), named((status) => status === 'ready')]
  const moving = named((status) => status !== 'failed' && status !== 'ready')
  return (
    <Note tone={failed ? 'warn' : moving ? 'info' : 'good'}>
      {moving && <p>{moving}已传完，正在后台处理。</p>}
      {done && <p>{done}已传完并处理好，可以用于章节。</p>}
      {failed && <p>{failed}处理失败，原因见下面的列表。</p>}
    </Note>
  )
}
