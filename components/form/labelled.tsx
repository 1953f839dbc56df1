'use client'
import { Icon } from '@/components/ui/icon'
import { useForm } from './action-form'

/** What a control says of itself: its name, whether it was refused, and where its hint and its refusal stand. */
export function useControl(name: string, hint: string | undefined) {
  const { state, idOf } = useForm()
  const error = state.fields?.[name]
  const id = idOf(name)
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return { id, name, 'aria-invalid': error ? true : undefined, 'aria-describedby': described || undefined }
}

type Props = { name: string; label: string; hint?: string; optional?: boolean; className?: string; children: React.ReactNode }

/** A control, `children`, with its label and hint above and its refusal below. */
export function Labelled({ name, label, hint, optional, className, children }: Props) {
  const id = useForm().idOf(name)
  return (
    <div className={className ? `field ${className}` : 'field'}>
      <label className="label" htmlFor={id}>
        {label}
        {optional && <span className="opt">选填</span>}
      </label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      <FieldError name={name} />
    </div>
  )
}

export function FieldError({ name }: { name: string }) {
  const { state, idOf } = useForm()
  const error = state.fields?.[name]
  return error ? (
    <p className="error" id={`${idOf(name)}-error`}>
      <Icon name="circle-alert" />
      {error}
    </p>
  ) : null
}
