'use client'
import { useForm } from './action-form'
import { Labelled, useControl } from './labelled'

type Props = { name: string; label: string; hint?: string; maxLength: number; rows: number; defaultValue?: string }

/** A labelled field for a few sentences, with its hint and its refusal. */
export function TextField({ name, label, hint, maxLength, rows, defaultValue }: Props) {
  const { state } = useForm()
  const control = useControl(name, hint)
  return (
    <Labelled name={name} label={label} hint={hint}>
      <textarea {...control} className="input" rows={rows} maxLength={maxLength} defaultValue={state.typed?.[name] ?? defaultValue} />
    </Labelled>
  )
}
