'use client'
import { useForm } from './action-form'
import { FieldError } from './labelled'

type Props = { name: string; label: string; options: { value: string; label: string }[]; defaultValue: string; className?: string }

/** A choice of a few, each a tile of its own. */
export function ChoiceField({ name, label, options, defaultValue, className = 'choices' }: Props) {
  const { state, idOf } = useForm()
  const chosen = state.typed?.[name] ?? defaultValue
  return (
    <fieldset aria-describedby={state.fields?.[name] ? `${idOf(name)}-error` : undefined}>
      <legend className="label">{label}</legend>
      <div className={className}>
        {options.map((option, i) => (
          <label className="tile" key={option.value}>
            <input
              id={i === 0 ? idOf(name) : undefined}
              type="radio"
              name={name}
              value={option.value}
              defaultChecked={option.value === chosen}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      <FieldError name={name} />
    </fieldset>
  )
}
