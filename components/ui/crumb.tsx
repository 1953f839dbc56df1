import { Fragment } from 'react'
import { Link } from '@/components/ui/link'
import { Icon } from './icon'

/** Where a page stands: what is above it, then itself. */
export const Crumb = ({ above, here }: { above: [href: string, title: string][]; here: string }) => (
  <nav className="crumb" aria-label="位置">
    {above.map(([href, title]) => (
      <Fragment key={href}>
        <Link href={href}>{title}</Link>
        <Icon name="chevron-right" />
      </Fragment>
    ))}
    <span aria-current="page">{here}</span>
  </nav>
)

/** The way back, where there is nothing else above. */
export const CrumbBack = ({ href, children }: { href: string; children: React.ReactNode }) => (
  <nav className="crumb" aria-label="位置">
    <Link href={href}>
      <Icon name="chevron-left" />
      {children}
    </Link>
  </nav>
)
