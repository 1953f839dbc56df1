import type { MenuItem } from '@/app/_components/side-menu'

/** The menu of an enterprise. */
export const groupSections: MenuItem[] = [
  { href: '/group', label: '单位首页', short: null, icon: 'house' },
  { href: '/group/enroll', label: '集体报名', short: '报名', icon: 'upload' },
  { href: '/group/rosters', label: '报名记录', short: '记录', icon: 'list-checks' },
  { href: '/group/people', label: '职工进度', short: '进度', icon: 'chart-column' },
  { href: '/group/orders', label: '订单与发票', short: '订单', icon: 'receipt-text' },
  { href: '/group/certificates', label: '证书', short: null, icon: 'award' },
  { href: '/group/profile', label: '单位信息', short: '单位', icon: 'building-2' },
]
