'use client'
import { useId, useState } from 'react'
import { Icon } from './icon'
import { Overlay } from './overlay'

type Props = { label: React.ReactNode; title: string; className?: string; foot?: React.ReactNode; children: React.ReactNode }

/** A button that opens a drawer at the right, or from below on a phone; without scripts it unfolds what the drawer holds, but its `foot`. */
export function DrawerButton({ label, title, className = 'btn', foot, children }: Props) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const close = () => setOpen(false)
  return (
    <>
      <noscript>
        <details className="unfolds">
          <summary className={className}>{label}</summary>
          <section className="scroll" aria-label={title}>
            {children}
          </section>
        </details>
      </noscript>
      <button className={`${className} with-scripts`} type="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {label}
      </button>
      <Overlay kind="drawer" open={open} onClose={close} labelledBy={id}>
        <div className="top">
          <h2 className="h-card grow" id={id}>
            {title}
          </h2>
          <button className="iconbtn" type="button" aria-label="关闭" onClick={close}>
            <Icon name="x" />
          </button>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (axe: scrollable-region-focusable) */}
        <section className="scroll" tabIndex={0} aria-label={title}>
          {children}
        </section>
        {foot && <div className="foot">{foot}</div>}
      </Overlay>
    </>
  )
}
