'use client'
import { useEffect, useId, useState } from 'react'
import { Overlay } from '@/components/ui/overlay'
import { useForm } from './action-form'
import { SubmitButton } from './submit-button'

type Props = {
  /** The question, and what comes of saying yes. */
  ask: string
  says: React.ReactNode
  /** What the buttons of the dialog answer. */
  yes: string
  no?: string
  busy?: string
  /** Of the button itself; else it looks like the one that says yes. */
  className?: string
  danger?: boolean
  /** Sent with the form, as of any button. */
  name?: string
  value?: string
  children: React.ReactNode
}

/** Sends the form around after asking. Before scripts load it sends it at once. */
export function ConfirmButton({ ask, says, yes, no = '再看看', busy, className, danger, name, value, children }: Props) {
  const { pending } = useForm()
  const [open, setOpen] = useState(false)
  const id = useId()
  const close = () => setOpen(false)
  const [sent, setSent] = useState(false)
  useEffect(() => {
    if (sent && !pending) setOpen(false) // refused: the reason stands in the form
    setSent(pending)
  }, [pending, sent])
  const agree = danger ? 'btn danger' : 'btn primary'
  const question = (event: React.MouseEvent) => {
    event.preventDefault()
    setOpen(true)
  }
  return (
    <>
      <button className={className ?? agree} type="submit" name={name} value={value} aria-haspopup="dialog" onClick={question}>
        {children}
      </button>
      <Overlay kind="dialog" open={open} onClose={close} labelledBy={id}>
        <div className="body stack">
          <h2 className="h-sec" id={id}>
            {ask}
          </h2>
          <p className="soft">{says}</p>
        </div>
        <div className="foot">
          <SubmitButton className={agree} name={name} value={value} busy={busy}>
            {yes}
          </SubmitButton>
          <button className={danger ? 'btn primary' : 'btn'} type="button" data-safe onClick={close}>
            {no}
          </button>
        </div>
      </Overlay>
    </>
  )
}
