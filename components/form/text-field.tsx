'use client'
import { useForm } from './action-form'
import { FieldError } from './field'

type Props = { name: string; label: string; hint?: string; maxLength: number; rows: number }

/** A labelled field for a few sentences, with its hint and its refusal. */
export function TextField({ name, label, hint, maxLength, rows }: Props) {
  const { state } = useForm()
  const error = state.fields?.[name]
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
      <textarea
        className="input"
        id={name}
        name={name}
        rows={rows}
        maxLength={maxLength}
        defaultValue={state.typed?.[name]}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
      />
      <FieldError name={name} />
    </div>
  )
}
