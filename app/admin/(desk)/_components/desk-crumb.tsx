import Link from 'next/link'
import { Icon } from '@/components/ui/icon'

/** Where a page of the desk stands: its list, then itself. */
export const DeskCrumb = ({ href, list, here }: { href: string; list: string; here: string }) => (
  <nav className="crumb" aria-label="位置">
    <Link href={href}>{list}</Link>
    <Icon name="chevron-right" />
    <span aria-current="page">{here}</span>
  </nav>
)
