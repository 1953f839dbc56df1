'use client'
import { usePathname } from 'next/navigation'
import { leadsTo } from '@/app/_components/leads-to'
import { SideMenu, TabBar } from '@/app/_components/side-menu'
import { groupSections } from '@/app/(group)/_components/group-sections'

/** The menu of an enterprise: a list at the left, or the tab bar at the bottom of a phone. */
export function GroupNav() {
  const path = usePathname()
  return <SideMenu label="集体报名" items={groupSections} isCurrent={({ href }) => leadsTo(path, href)} />
}

export function GroupTabBar() {
  const path = usePathname()
  return <TabBar label="集体报名" items={groupSections} isCurrent={({ href }) => leadsTo(path, href)} />
}
