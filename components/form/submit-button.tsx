'use client'
import { useForm } from './action-form'

/** Sends the form around; while that is on its way it says so and takes no second press. */
export function SubmitButton({
  className = 'btn primary',
  children,
  busy = '正在提交',
  form,
  ...rest
}: { className?: string; busy?: string } & React.ButtonHTMLAttributes<HTMLButtonElement>) {
  const { pending } = useForm()
  return (
    <button {...rest} form={form} className={className} type="submit" aria-disabled={pending || undefined}>
      {pending ? (
        <>
          <span className="spin" aria-hidden="true" />
          {busy}
        </>
      ) : (
        children
      )}
    </button>
  )
}
