import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'
import { Link } from '@/components/ui/link'

/** `short`: in the tab bar of a phone, which has room for five. */
export type MenuItem = { href: string; label: string; short: string | null; icon: IconName }

type Props<I> = { label: string; items: I[]; isCurrent: (item: I) => boolean }

/** The menu at the left. */
export const SideMenu = <I extends MenuItem>({ label, items, isCurrent }: Props<I>) => (
  <nav className="side" aria-label={label}>
    <ul>
      {items.map((item) => (
        <li key={item.href}>
          <Link href={item.href} aria-current={isCurrent(item) ? 'page' : undefined}>
            <Icon name={item.icon} />
            {item.label}
          </Link>
        </li>
      ))}
    </ul>
  </nav>
)

/** The menu at the bottom of a phone. */
export const TabBar = <I extends MenuItem>({ label, items, isCurrent }: Props<I>) => (
  <nav className="tabbar" aria-label={label}>
    {items.map(
      (item) =>
        item.short && (
          <Link key={item.href} href={item.href} aria-current={isCurrent(item) ? 'page' : undefined}>
            <Icon name={item.icon} />
            {item.short}
          </Link>
        ),
    )}
  </nav>
)
