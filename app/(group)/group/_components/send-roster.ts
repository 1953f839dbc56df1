import type { UploadStep } from '@/lib/rosters/upload-steps'

/** How far a file is: on its way in per cent, then as the server says. */
export type Progress = { step: 'sending'; percent: number } | UploadStep

export const offline = '没有连上服务器，文件没有上传，原来的名单没有变化。请检查网络后再选一次。'
const signedOut = '没有上传成功：登录可能已过期。请刷新页面，登录后再上传。'

/** Sends a file and tells each step, the last one `done` or `refused`. Not by fetch: it does not say how much was sent. */
export function sendRoster(classId: string, file: File, tell: (progress: Progress) => void): void {
  const request = new XMLHttpRequest()
  const body = new FormData()
  body.append('classId', classId)
  body.append('file', file)
  let read = 0
  let ended = false
  const say = (step: UploadStep) => {
    ended ||= step.step === 'done' || step.step === 'refused'
    tell(step)
  }
  const readLines = () => {
    if (request.status !== 200) return
    const end = request.responseText.lastIndexOf('\n') + 1
    const lines = request.responseText.slice(read, end).split('\n').filter(Boolean)
    read = Math.max(read, end)
    for (const line of lines) say(JSON.parse(line))
  }
  request.upload.onprogress = ({ loaded, total }) => tell({ step: 'sending', percent: Math.floor((loaded / Math.max(total, 1)) * 100) })
  request.onprogress = readLines
  request.onloadend = () => {
    readLines()
    if (ended) return
    const refused = request.status >= 400 && request.status < 500
    say({ step: 'refused', text: refused ? signedOut : offline })
  }
  request.open('POST', '/api/rosters/upload')
  request.setRequestHeader('accept', 'application/x-ndjson')
  request.send(body)
}
