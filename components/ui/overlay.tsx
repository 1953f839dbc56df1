'use client'
import { useEffect, useRef } from 'react'

type Props = { open: boolean; onClose: () => void; kind: 'dialog' | 'drawer'; labelledBy: string; children: React.ReactNode }

/** A native dialog, empty while closed: the browser keeps the focus inside, closes on Esc and gives the focus back to the opener. */
export function Overlay({ open, onClose, kind, labelledBy, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = ref.current
    if (open && dialog && !dialog.open) {
      dialog.showModal()
      dialog.querySelector<HTMLElement>('[data-safe]')?.focus() // the answer that changes nothing
    }
    if (!open && dialog?.open) dialog.close()
  }, [open])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click on the backdrop is a convenience; the keyboard has Esc
    <dialog
      ref={ref}
      className={kind}
      aria-labelledby={labelledBy}
      onClose={onClose}
      onClick={(event) => event.target === ref.current && onClose()}
    >
      {open && children}
    </dialog>
  )
}
