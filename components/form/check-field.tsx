'use client'
import { useForm } from './action-form'
import { FieldError } from './labelled'

/** One thing to tick, ticked beforehand only where it says how something stands; its words may hold links. */
export function CheckField({ name, defaultChecked, children }: { name: string; defaultChecked?: boolean; children: React.ReactNode }) {
  const { state, idOf } = useForm()
  const id = idOf(name)
  const error = state.fields?.[name]
  return (
    <div className="field">
      <label className="check" htmlFor={id}>
        <input
          id={id}
          type="checkbox"
          name={name}
          defaultChecked={state.typed ? state.typed[name] === 'on' : defaultChecked}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
        />
        <span>{children}</span>
      </label>
      <FieldError name={name} />
    </div>
  )
}
