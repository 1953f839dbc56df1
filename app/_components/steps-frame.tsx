import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'

type Props<S extends string> = {
  /** What the steps lead to, for who cannot see them. */
  label: string
  steps: readonly (readonly [name: S, label: string])[]
  step: S
  title: string
  lead?: string
  back: string
  children: React.ReactNode
}

/** A page of a registration: where one stands, one group of questions, and the way back, on which nothing is lost. */
export function StepsFrame<S extends string>({ label, steps, step, title, lead, back, children }: Props<S>) {
  const at = steps.findIndex(([name]) => name === step)
  return (
    <main id="main" className="wrap">
      <div className="register">
        <ol className="steps" aria-label={label}>
          {steps.map(([name, text], i) => (
            <li key={name} className={i < at ? 'done' : undefined} aria-current={i === at ? 'step' : undefined}>
              {text}
            </li>
          ))}
        </ol>
        <div className="form-stack">
          <div>
            <Link className="link tap back" href={back}>
              <Icon name="arrow-left" />
              返回上一步
            </Link>
            <h1 className="h-page">{title}</h1>
            {lead && <p className="soft">{lead}</p>}
          </div>
          {children}
        </div>
      </div>
    </main>
  )
}
