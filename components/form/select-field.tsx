'use client'
import { useForm } from './action-form'
import { FieldError } from './field'

type Props = {
  name: string
  label: string
  hint?: string
  /** Said while nothing is chosen. */
  placeholder: string
  options: { value: string; label: string }[]
  defaultValue?: string
  ref?: React.Ref<HTMLSelectElement>
}

/** A labelled choice out of a list too long for tiles. */
export function SelectField({ name, label, hint, placeholder, options, defaultValue = '', ref }: Props) {
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
      <select
        ref={ref}
        className="input"
        id={name}
        name={name}
        defaultValue={state.typed?.[name] ?? defaultValue}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
      >
        <option value="">{placeholder}</option>
        {options.map(({ value, label: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      <FieldError name={name} />
    </div>
  )
}
