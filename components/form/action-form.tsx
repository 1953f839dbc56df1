'use client'
import { createContext, useActionState, useContext, useEffect, useMemo, useRef, useState, useTransition } from 'react'
import { Note } from '@/components/ui/note'
import { type FormState, idle } from '@/lib/shared/form-state'
import { ownerField, scopeField } from '@/lib/shared/unsent'
import { useUnsent } from './unsent'

type Action = (state: FormState, form: FormData) => Promise<FormState>
type Form = {
  state: FormState
  pending: boolean
  /** The id of a field's control: its name, unless several forms of one page have fields of that name. */
  idOf: (name: string) => string
}
const FormContext = createContext<Form>({ state: idle, pending: false, idOf: (name) => name })

/** The state of the form around: what was refused, what was typed, whether it is on its way. */
export const useForm = () => useContext(FormContext)

type Props = {
  action: Action
  className?: string
  children: React.ReactNode
  id?: string
  /** Sets the ids of its fields apart from those of the page's other forms. */
  scope?: string
  onState?: (state: FormState) => void
  /** After the form: what came of it, from `useForm`. */
  below?: React.ReactNode
  /** For one thing after another: once done it is empty again, and its first field has the focus. */
  again?: boolean
}

/**
 * A form whose refusals appear at their places with everything typed kept. Works before scripts load: the browser then
 * posts it by itself. A second press while it is on its way is ignored.
 */
export function ActionForm({ action, className, children, id, scope, onState, below, again }: Props) {
  const { owner, typedIn, forget } = useUnsent()
  const key = scope ?? id ?? ''
  const typed = typedIn(key)
  const [posted, dispatch] = useActionState(action, typed ? { ...idle, typed } : idle) // what the browser posted by itself, before scripts loaded
  const [sent, setSent] = useState<FormState | null>(null)
  const [pending, startSending] = useTransition()
  const answer = sent ?? posted
  const state = useMemo(() => (again && answer.status === 'done' ? { status: 'done' as const } : answer), [again, answer])
  const form = useRef<HTMLFormElement>(null)
  const summary = useRef<HTMLDivElement>(null)
  const report = useRef(onState)
  report.current = onState
  useEffect(() => {
    if (state.status === 'refused') summary.current?.focus()
    if (state.status !== 'idle') report.current?.(state)
    if (state.status !== 'done' || !again) return
    form.current?.reset()
    form.current?.querySelector<HTMLElement>('.input')?.focus()
  }, [state, again])
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault() // React would empty the fields after the action
    if (pending) return
    forget()
    const data = new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter)
    startSending(async () => setSent(await action(idle, data).catch(unlessOffline)))
  }
  const idOf = (name: string) => (scope ? `${scope}-${name}` : name)
  const problems = Object.entries(state.fields ?? {})
  return (
    <FormContext value={{ state, pending, idOf }}>
      <form ref={form} id={id} className={className} action={dispatch} onSubmit={submit} noValidate>
        {state.status === 'refused' && (
          <div ref={summary} className="refusal" tabIndex={-1}>
            <Note tone="bad">
              {state.message && <p>{state.message}</p>}
              {problems.map(([name, text]) => (
                <p key={name}>
                  <a className="link" href={`#${idOf(name)}`} onClick={(event) => focusField(event, idOf(name))}>
                    {text}
                  </a>
                </p>
              ))}
            </Note>
          </div>
        )}
        {owner && <input type="hidden" name={ownerField} value={owner} />}
        {owner && key && <input type="hidden" name={scopeField} value={key} />}
        {children}
      </form>
      {below}
    </FormContext>
  )
}

/** No answer came: everything typed stays where it is. Anything else that went wrong, or a redirect, goes on. */
function unlessOffline(error: unknown): FormState {
  if (!(error instanceof TypeError && /fetch|network|load failed/i.test(error.message))) throw error
  return { status: 'refused', message: '没有连上服务器，填写的内容都在。请检查网络后再试一次。' }
}

function focusField(event: React.MouseEvent, id: string) {
  event.preventDefault()
  document.getElementById(id)?.focus()
}
