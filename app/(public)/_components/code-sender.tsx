'use client'
import { useEffect, useState } from 'react'
import { ActionForm, useForm } from '@/components/form/action-form'
import type { FormState } from '@/lib/shared/form-state'

type Props = { action: (state: FormState, form: FormData) => Promise<FormState>; sentText?: string; wait?: number }

/** 获取验证码, and the seconds until it may be asked for again. `wait`: seconds left of a code sent before this page. */
export function CodeSender({ action, sentText = '验证码已发出，5 分钟内有效。', wait = 0 }: Props) {
  const [until, setUntil] = useState(wait * 1000)
  const [now, setNow] = useState(0)
  useEffect(() => {
    setNow(Date.now())
    setUntil(Date.now() + wait * 1000)
  }, [wait])
  const sent = () => {
    setNow(Date.now())
    setUntil(Date.now() + 60_000)
  }
  useEffect(() => {
    if (now >= until) return
    const timer = setTimeout(() => setNow(Date.now()), 1000)
    return () => clearTimeout(timer)
  }, [now, until])
  return (
    <ActionForm action={action} className="form-stack" onState={({ status }) => status === 'done' && sent()}>
      <SendButton left={Math.max(0, Math.ceil((until - now) / 1000))} sentText={sentText} />
    </ActionForm>
  )
}

function SendButton({ left, sentText }: { left: number; sentText: string }) {
  const { state, pending } = useForm()
  return (
    <>
      <button className="btn full" type="submit" disabled={left > 0 || pending}>
        {left > 0 ? `${left} 秒后可重发` : '获取验证码'}
      </button>
      <p className="small muted" role="status">
        {state.status === 'done' ? sentText : ''}
      </p>
    </>
  )
}
