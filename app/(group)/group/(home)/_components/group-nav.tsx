'use client'
import { SideMenu, TabBar } from '@/app/_components/side-menu'
import { groupSections } from '@/app/(group)/_components/group-sections'

export const GroupNav = () => <SideMenu label="集体报名" items={groupSections} />
export const GroupTabBar = () => <TabBar label="集体报名" items={groupSections} />
