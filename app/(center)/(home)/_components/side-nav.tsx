'use client'
import { type MenuItem, SideMenu, TabBar } from '@/app/_components/side-menu'

const items: MenuItem[] = [
  { href: '/classes', label: '我的班级', short: '班级', icon: 'layout-list', beside: ['/projects', '/my-courses'] },
  { href: '/projects', label: '我的项目', short: null, icon: 'graduation-cap' },
  { href: '/my-courses', label: '我的课程', short: null, icon: 'square-library' },
  { href: '/enroll', label: '报名培训', short: '报名', icon: 'clipboard-pen' },
  { href: '/courses', label: '课程资源', short: null, icon: 'library' },
  { href: '/certificates', label: '培训证明', short: '证明', icon: 'award' },
  { href: '/certificates/diplomas', label: '我的培训证书', short: null, icon: 'badge-check' },
  { href: '/certificates/hours', label: '我的学时证明', short: null, icon: 'file-text' },
  { href: '/orders', label: '发票下载', short: null, icon: 'receipt-text' },
  { href: '/messages', label: '信息中心', short: '消息', icon: 'bell' },
  { href: '/profile', label: '个人信息', short: '我的', icon: 'user' },
]

export const SideNav = () => <SideMenu label="学员中心" items={items} />
export const CenterTabBar = () => <TabBar label="学员中心" items={items} />
