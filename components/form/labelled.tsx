'use client'
import { Icon } from '@/components/ui/icon'
import { useForm } from './action-form'

/** What a control says of itself: its name, whether it was refused, and where its hint and its refusal stand. */
export function useControl(name: string, hint: string | undefined) {
  const error = useForm().state.fields?.[name]
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  return { id: name, name, 'aria-invalid': error ? true : undefined, 'aria-describedby': described || undefined }
}

type Props = { name: string; label: string; hint?: string; optional?: boolean; className?: string; children: React.ReactNode }

/** A control, `children`, with its label and hint above and its refusal below. */
export function Labelled({ name, label, hint, optional, className, children }: Props) {
  return (
    <div className={className ? `field ${className}` : 'field'}>
      <label className="label" htmlFor={name}>
        {label}
        {optional && <span className="opt">选填</span>}
      </label>
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {children}
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
