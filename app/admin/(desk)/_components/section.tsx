import { useId } from 'react'

type Props = { title: React.ReactNode; aside?: React.ReactNode; padded?: boolean; children: React.ReactNode }

/** A card with its heading on a page of the desk; `padded` false where a table fills it. */
export function Section({ title, aside, padded = true, children }: Props) {
  const id = useId()
  return (
    <section className="card" aria-labelledby={id}>
      <div className="head">
        <h2 className="h-card grow" id={id}>
          {title}
        </h2>
        {aside}
      </div>
      {padded ? <div className="in stack">{children}</div> : children}
    </section>
  )
}
