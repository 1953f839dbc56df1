'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import type { Upload } from 'tus-js-client'
import { pieceBytes } from '@/lib/catalog/lessons/upload-rules'

type Sending = { fileName: string; percent: number; paused: boolean }
/** What was sent from this page, by the id that the portal gave it. */
export type Sent = { id: string; fileName: string }

const retryDelays = [0, 1000, 3000, 5000, 10_000, 20_000]
const offline = '没有连上服务器，上传已暂停。网络恢复后点“继续上传”，从断开的地方接着传。'

/**
 * Videos sent one after the other, each in pieces, so that a dropout, a pause or a closed page costs nothing: choosing the same file again
 * goes on where it stopped.
 */
export function useUploads(maxBytes: number) {
  const router = useRouter()
  const [current, setCurrent] = useState<Sending | null>(null)
  const [waiting, setWaiting] = useState<File[]>([])
  const [sent, setSent] = useState<Sent[]>([])
  const [problems, setProblems] = useState<string[]>([])
  const upload = useRef<Upload>(null)
  useEffect(() => () => void upload.current?.abort(), [])

  useEffect(() => {
    const [next, ...later] = waiting
    if (!next || current) return
    setWaiting(later)
    setCurrent({ fileName: next.name, percent: 0, paused: false })
    const change = (changed: Partial<Sending>) => setCurrent((now) => now && { ...now, ...changed })
    const end = () => {
      setCurrent(null)
      router.refresh()
    }
    void (async () => {
      const tus = await import('tus-js-client')
      const sending = new tus.Upload(next, {
        endpoint: '/api/uploads',
        chunkSize: pieceBytes,
        retryDelays,
        metadata: { filename: next.name },
        removeFingerprintOnSuccess: true,
        onProgress: (done, total) => change({ percent: Math.floor((100 * done) / total) }),
        onSuccess: () => {
          setSent((all) => [...all, { id: sending.url?.split('/').at(-1) ?? '', fileName: next.name }])
          end()
        },
        onError: (error) => {
          const answer = 'originalResponse' in error ? error.originalResponse : null
          const refused = answer && answer.getStatus() < 500 ? answer.getBody() : ''
          setProblems((all) => [...new Set([...all, refused ? `${next.name}：${refused}` : offline])])
          if (refused) end()
          else change({ paused: true })
        },
      })
      upload.current = sending
      const [earlier] = await sending.findPreviousUploads()
      if (earlier) sending.resumeFromPreviousUpload(earlier)
      sending.start()
    })()
  }, [waiting, current, router])

  return {
    current,
    waiting: waiting.length,
    sent,
    problems,
    add: (files: Iterable<File>) => {
      const all = [...files]
      const large = all.filter((file) => file.size > maxBytes)
      setProblems(large.map(({ name }) => `“${name}”超过 ${Math.floor(maxBytes / 1024 ** 2)} MB，请分成几个章节，或压缩后再上传。`))
      setWaiting((before) => [...before, ...all.filter((file) => !large.includes(file))])
    },
    pause: () => {
      void upload.current?.abort()
      setCurrent((now) => now && { ...now, paused: true })
    },
    resume: () => {
      upload.current?.start()
      setProblems([])
      setCurrent((now) => now && { ...now, paused: false })
    },
  }
}
