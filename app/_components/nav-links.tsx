'use client'
import { usePathname } from 'next/navigation'
import { Link } from '@/components/ui/link'
import { leadsTo } from './leads-to'

/** Links of the header; the one that leads to this page, or to what it belongs to, is marked. */
export function NavLinks({ links }: { links: { href: string; label: string }[] }) {
  const path = usePathname()
  return links.map(({ href, label }) => (
    <Link key={href} href={href} aria-current={leadsTo(path, href) ? 'page' : undefined}>
      {label}
    </Link>
  ))
}
