'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { Note } from '@/components/ui/note'
import { type Progress, sendRoster } from './send-roster'

const maxBytes = 20e6

type Props = {
  classId: string
  /** What was refused when the browser posted the form by itself. */
  refused?: string
  /** There is a draft, which the file takes the place of. */
  again: boolean
}

/**
 * 上传报名模版文件: a place to drop a file on, and a button. The file goes as soon as it is chosen; what becomes of it is said step by step.
 * Before scripts load it is a form with a file field.
 */
export function RosterUpload({ classId, refused, again }: Props) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const [ready, setReady] = useState(false)
  const [over, setOver] = useState(false)
  const [fileName, setFileName] = useState('')
  const [progress, setProgress] = useState<Progress | null>(refused ? { step: 'refused', text: refused } : null)
  useEffect(() => setReady(true), [])
  const busy = progress !== null && progress.step !== 'refused'

  const take = (file: File | undefined) => {
    if (!file || busy) return
    form.current?.reset() // the same file may be chosen again
    setFileName(file.name)
    if (file.size > maxBytes)
      return setProgress({ step: 'refused', text: '文件超过 20 MB，请删去图片和多余的工作表，或分成几个文件上传。' })
    setProgress({ step: 'sending', percent: 0 })
    sendRoster(classId, file, (step) => {
      setProgress(step)
      if (step.step !== 'done') return
      router.push(`/group/rosters/${step.rosterId}`)
      router.refresh()
      if (again) setProgress(null) // the page may be the one that stays
    })
  }
  const drop = (event: React.DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }
  return (
    <form ref={form} className="roster-upload" action="/api/rosters/upload" method="post" encType="multipart/form-data">
      <input type="hidden" name="classId" value={classId} />
      <div role="alert">{progress?.step === 'refused' && <Note tone="bad">{progress.text}</Note>}</div>
      {busy ? (
        <Steps progress={progress} fileName={fileName} />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a convenience; the button inside does the same by keyboard
        <div
          className={over ? 'drop over' : 'drop'}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <Icon name="file-up" />
          <p className="bold">
            {ready && <span className="if-mouse">把填好的文件拖到这里，或</span>}
            <span className={ready ? 'if-touch' : undefined}>选择填好的文件</span>
          </p>
          <label className={again ? 'btn big' : 'btn primary big'}>
            <Icon name="upload" />
            {again ? '重新上传报名模版文件' : '上传报名模版文件'}
            <input
              className="sr"
              type="file"
              name="file"
              accept=".xlsx,.xls,.et,.csv,.xlsm,.txt"
              onChange={(event) => ready && take(event.target.files?.[0])}
            />
          </label>
          {!ready && (
            <button className="btn" type="submit">
              上传
            </button>
          )}
          <p className="small muted">
            .xlsx、.xls、.et（WPS 表格）或 .csv，最大 20 MB，最多 20,000 人。{again && '新文件会代替现在的名单。'}
          </p>
        </div>
      )}
    </form>
  )
}

function Steps({ progress, fileName }: { progress: Progress; fileName: string }) {
  const { text, percent } = wordsFor(progress)
  return (
    <div className="drop busy" role="status">
      <span className="spin" aria-hidden="true" />
      <p className="bold">{text}</p>
      <div className="bar" role="progressbar" aria-label={text} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100}>
        <i style={{ width: `${percent}%` }} />
      </div>
      <p className="small muted break">{fileName}</p>
    </div>
  )
}

/** Half of the way is the checking, by far the longest part. */
function wordsFor(progress: Progress): { text: string; percent: number } {
  switch (progress.step) {
    case 'sending':
      return { text: `正在上传 ${progress.percent}%`, percent: progress.percent / 4 }
    case 'received':
      return { text: '已收到文件，正在读取', percent: 25 }
    case 'checking':
      return {
        text: `正在核对 ${progress.rows.toLocaleString('en')} / ${progress.of.toLocaleString('en')} 人`,
        percent: 25 + (50 * progress.rows) / Math.max(progress.of, 1),
      }
    case 'saving':
      return { text: '正在对照平台登记的信息并保存', percent: 80 }
    default:
      return { text: '核对完成，正在打开名单', percent: 100 }
  }
}
