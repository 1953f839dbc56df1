'use client'
import { useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { useForm } from './action-form'

type Props = {
  name: string
  label: string
  hint?: string
  optional?: boolean
  className?: string
} & Omit<React.InputHTMLAttributes<HTMLInputElement>, 'name' | 'id' | 'className'> & { numeric?: boolean }

/** A labelled text field with its hint and its refusal. */
export function Field({ name, label, hint, optional, className = '', numeric, defaultValue, ...input }: Props) {
  const { state } = useForm()
  const error = state.fields?.[name]
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div className={`field ${className}`}>
      <label className="label" htmlFor={name}>
        {label}
        {optional && <span className="opt">选填</span>}
      </label>
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <input
        {...input}
        className={numeric ? 'input num' : 'input'}
        id={name}
        name={name}
        defaultValue={state.typed?.[name] ?? defaultValue}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
      />
      <FieldError name={name} />
    </div>
  )
}

export function FieldError({ name }: { name: string }) {
  const error = useForm().state.fields?.[name]
  return error ? (
    <p className="error" id={`${name}-error`}>
      <Icon name="circle-alert" />
      {error}
    </p>
  ) : null
}

/** A password that may be shown, for those who type it on a telephone. */
export function PasswordField({
  name,
  label,
  hint,
  autoComplete,
  onValue,
}: {
  name: string
  label: string
  hint?: string
  autoComplete: 'current-password' | 'new-password'
  /** Told what is being typed, e.g. to a strength meter. */
  onValue?: (value: string) => void
}) {
  const [shown, setShown] = useState(false)
  const error = useForm().state.fields?.[name]
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label className="label" htmlFor={name}>
        {label}
      </label>
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <div className="inputwrap">
        <input
          className="input"
          id={name}
          name={name}
          type={shown ? 'text' : 'password'}
          autoComplete={autoComplete}
          onChange={onValue && ((event) => onValue(event.target.value))}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
        />
        <button
          className="iconbtn"
          type="button"
          aria-label={shown ? '隐藏密码' : '显示密码'}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          <Icon name={shown ? 'eye-off' : 'eye'} />
        </button>
      </div>
      <FieldError name={name} />
    </div>
  )
}
