'use client'
import { useEffect, useRef, useState } from 'react'
import { PasswordField } from '@/components/form/field'

type Props = {
  /** 密码, or 新密码 for an account that had another. */
  label?: string
  /** What must not be part of it, as the hint says it. */
  without?: string
  /** What a guesser who knows the person would try, where the page may hold it: from `wordsAbout`. */
  about?: string[]
}
type Tell = typeof import('@/lib/identity/password/tell').tellStrength

/** How long nobody types before the password is judged: it is read aloud, too. */
const pauseMs = 300
const nothing = { level: undefined, text: '' }

/** 密码 twice, how strong it is, why it is not and what would help. What judges it weighs more than the page: it comes when the field is touched. */
export function NewPasswordFields({ label = '密码', without = '身份证号', about }: Props) {
  const [typed, setTyped] = useState('')
  const [told, setTold] = useState<{ level: number | undefined; text: string }>(nothing)
  const tell = useRef<Promise<Tell | null>>(null)
  const load = () => {
    tell.current ??= import('@/lib/identity/password/tell').then(
      (loaded) => loaded.tellStrength,
      () => null, // the line is down: the server says the same when the form is sent
    )
    return tell.current
  }
  const judge = useRef(load)
  judge.current = load
  useEffect(() => {
    if (!typed) return setTold(nothing)
    let stale = false
    const timer = setTimeout(async () => {
      const tellStrength = await judge.current()
      if (!stale) setTold(tellStrength ? tellStrength(typed, about ?? []) : nothing)
    }, pauseMs)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [typed, about])
  return (
    <>
      <div>
        <PasswordField
          name="password"
          label={label}
          hint={`8–64 位，至少包含字母、数字、符号中的两种，12 位以上可以只用一种。不要包含${without}或手机号。`}
          autoComplete="new-password"
          onTouch={load}
          onValue={setTyped}
        />
        <div className="strength" data-strength={told.level}>
          <span className="bars" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span className="small" role="status">
            {told.text}
          </span>
        </div>
      </div>
      <PasswordField name="repeated" label={`再填一次${label}`} autoComplete="new-password" />
    </>
  )
}
