'use client'
import { useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { useForm } from './action-form'
import { Labelled, useControl } from './labelled'

type Props = {
  name: string
  label: string
  hint?: string
  optional?: boolean
  className?: string
} & Omit<React.InputHTMLAttributes<HTMLInputElement>, 'name' | 'id' | 'className'> & { numeric?: boolean }

/** A labelled text field with its hint and its refusal. */
export function Field({ name, label, hint, optional, className, numeric, defaultValue, ...input }: Props) {
  const { state } = useForm()
  const control = useControl(name, hint)
  return (
    <Labelled name={name} label={label} hint={hint} optional={optional} className={className}>
      <input {...input} {...control} className={numeric ? 'input num' : 'input'} defaultValue={state.typed?.[name] ?? defaultValue} />
    </Labelled>
  )
}

/** A password that may be shown, for those who type it on a telephone. */
export function PasswordField({
  name,
  label,
  hint,
  autoComplete,
  onValue,
  onTouch,
}: {
  name: string
  label: string
  hint?: string
  autoComplete: 'current-password' | 'new-password'
  /** Told what is being typed, e.g. to a strength meter. */
  onValue?: (value: string) => void
  /** The field got the focus, e.g. to load what a strength meter needs. */
  onTouch?: () => void
}) {
  const [shown, setShown] = useState(false)
  const control = useControl(name, hint)
  return (
    <Labelled name={name} label={label} hint={hint}>
      <div className="inputwrap">
        <input
          {...control}
          className="input"
          type={shown ? 'text' : 'password'}
          autoComplete={autoComplete}
          onFocus={onTouch}
          onChange={onValue && ((event) => onValue(event.target.value))}
        />
        <button
          className="iconbtn with-scripts"
          type="button"
          aria-label={shown ? '隐藏密码' : '显示密码'}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          <Icon name={shown ? 'eye-off' : 'eye'} />
        </button>
      </div>
    </Labelled>
  )
}
