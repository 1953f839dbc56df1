'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'

/** Links of the header; the one that leads to this page, or to what it belongs to, is marked. */
export function NavLinks({ links }: { links: { href: string; label: string }[] }) {
  const path = usePathname()
  return links.map(({ href, label }) => (
    <Link key={href} href={href} aria-current={path === href || (href !== '/' && path.startsWith(`${href}/`)) ? 'page' : undefined}>
      {label}
    </Link>
  ))
}
