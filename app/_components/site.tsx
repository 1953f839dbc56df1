'use client'
import { createContext, use } from 'react'
import type { Bureau } from '@/lib/shared/bureau'

/** What header and footer say about the portal. `elder`: 长辈模式, as the page was loaded. */
export type Site = Pick<Bureau, 'officeName' | 'hotline' | 'hotlineHours' | 'icpNumber' | 'policeNumber'> & { name: string; elder: boolean }

const SiteContext = createContext<Site | null>(null)

/** Sends these facts once a page, to the header and footer of the page and to those that the 404 page keeps ready. */
export function SiteProvider({ site, children }: { site: Site; children: React.ReactNode }) {
  return <SiteContext value={site}>{children}</SiteContext>
}

export function useSite(): Site {
  const site = use(SiteContext)
  if (!site) throw new Error('outside of the root layout')
  return site
}
