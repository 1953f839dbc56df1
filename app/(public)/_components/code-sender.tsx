'use client'
import { useEffect, useState } from 'react'
import { ActionForm, useForm } from '@/components/form/action-form'
import { CaptchaField } from '@/components/form/captcha-field'
import type { FormState } from '@/lib/shared/form-state'

type Props = { action: (state: FormState, form: FormData) => Promise<FormState>; sentText?: string; wait?: number }

/** 获取验证码 with a picture to read each time, and the seconds until it may be asked for again. `wait`: seconds left of a code sent before this page. */
export function CodeSender({ action, sentText = '验证码已发出，5 分钟内有效。', wait = 0 }: Props) {
  const [until, setUntil] = useState(wait * 1000)
  const [now, setNow] = useState(0)
  const [asked, setAsked] = useState(wait > 0 ? 1 : 0)
  useEffect(() => {
    setNow(Date.now())
    setUntil(Date.now() + wait * 1000)
  }, [wait])
  const sent = () => {
    setAsked((n) => n + 1)
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
      <SendButton left={Math.max(0, Math.ceil((until - now) / 1000))} asked={asked} sentText={sentText} />
    </ActionForm>
  )
}

function SendButton({ left, asked, sentText }: { left: number; asked: number; sentText: string }) {
  const { state, pending } = useForm()
  return (
    <>
      {left === 0 && <CaptchaField key={asked} series={asked} />}
      <button className={left > 0 ? 'btn full with-scripts' : 'btn full'} type="submit" disabled={left > 0 || pending}>
        {left > 0 ? `${left} 秒后可重发` : asked > 0 ? '重新获取验证码' : '获取验证码'}
      </button>
      {left > 0 && (
        <noscript>
          <p className="small muted">{left} 秒后可以重新获取验证码，请到时重新载入本页。</p>
        </noscript>
      )}
      <p className="small muted" role="status">
        {state.status === 'done' ? sentText : ''}
      </p>
    </>
  )
}
