'use client'
import { useEffect, useState } from 'react'
import { ActionForm, useForm } from '@/components/form/action-form'
import { sendCodeAction } from '../actions'

/** 获取验证码, and the seconds until it may be asked for again. */
export function CodeSender() {
  const [until, setUntil] = useState(0)
  const [now, setNow] = useState(0)
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
    <ActionForm action={sendCodeAction} className="form-stack" onState={({ status }) => status === 'done' && sent()}>
      <SendButton left={Math.max(0, Math.ceil((until - now) / 1000))} />
    </ActionForm>
  )
}

function SendButton({ left }: { left: number }) {
  const { pending } = useForm()
  return (
    <>
      <button className="btn full" type="submit" disabled={left > 0 || pending}>
        {left > 0 ? `${left} 秒后可重发` : '获取验证码'}
      </button>
      <p className="small muted" role="status">
        {left > 0 ? '验证码已发出，5 分钟内有效。' : ''}
      </p>
    </>
  )
}
