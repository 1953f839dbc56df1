'use client'
import { useForm } from './action-form'
import { Labelled, useControl } from './labelled'

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
  const control = useControl(name, hint)
  return (
    <Labelled name={name} label={label} hint={hint}>
      <select {...control} ref={ref} className="input" defaultValue={state.typed?.[name] ?? defaultValue}>
        <option value="">{placeholder}</option>
        {options.map(({ value, label: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </Labelled>
  )
}
