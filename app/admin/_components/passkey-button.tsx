'use client'
import { useEffect, useState, useTransition } from 'react'
import { Note } from '@/components/ui/note'
import { type FormState, idle } from '@/lib/shared/form-state'

type Action = (state: FormState, form: FormData) => Promise<FormState>

/** Asks an authenticator, which this page alone loads the code for, and hands on what it signed. Not there in a browser that knows none. */
export function PasskeyButton({
  offer,
  prove,
  next,
  children,
}: {
  offer: Action
  prove: Action
  next?: string
  children: React.ReactNode
}) {
  const [able, setAble] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, start] = useTransition()
  useEffect(() => setAble('PublicKeyCredential' in window), [])
  if (!able) return null
  const ask = () =>
    start(async () => {
      setProblem(null)
      const offered = await offer(idle, new FormData())
      if (!offered.facts?.options) return setProblem(offered.message ?? unfinished)
      const { startAuthentication } = await import('@simplewebauthn/browser')
      const signed = await startAuthentication({ optionsJSON: JSON.parse(offered.facts.options) }).catch(whyNot)
      if (typeof signed === 'string') return setProblem(signed)
      const form = new FormData()
      form.set('response', JSON.stringify(signed))
      if (next) form.set('next', next)
      const answer = await prove(idle, form)
      if (answer?.status === 'refused') setProblem(answer.message ?? Object.values(answer.fields ?? {})[0] ?? unfinished)
    })
  return (
    <>
      <button type="button" className="btn big full" aria-disabled={busy || undefined} onClick={busy ? undefined : ask}>
        {busy ? (
          <>
            <span className="spin" aria-hidden="true" />
            请按设备提示操作
          </>
        ) : (
          children
        )}
      </button>
      {problem && <Note tone="bad">{problem}</Note>}
    </>
  )
}

const unfinished = '通行密钥没有完成，没有登录。请重试，或用动态口令登录。'

/** Browsers say little on purpose, so that nobody learns which keys somebody has. */
function whyNot(error: unknown): string {
  if (error instanceof Error && error.name === 'SecurityError') return '通行密钥要从平台的正式域名打开才能使用，请核对浏览器地址。'
  if (error instanceof Error && ['NotAllowedError', 'AbortError'].includes(error.name)) return unfinished
  throw error
}
