import type { IconName } from '@/components/ui/icon-names'
import type { WaitingKind } from '@/lib/admin/waiting'
import type { StaffRight } from '@/lib/shared/rights'

/** `waiting`: the work whose number stands beside the entry. */
export type StaffSection = { href: string; label: string; icon: IconName; right: StaffRight | null; waiting?: WaitingKind[] }

/** The menu of the staff; each sees what the rights allow. */
export const staffSections: { title: string; items: StaffSection[] }[] = [
  {
    title: '工作',
    items: [
      { href: '/admin', label: '今日', icon: 'sun', right: null },
      {
        href: '/admin/enterprises',
        label: '单位审核',
        icon: 'building-2',
        right: 'enterprises.read',
        waiting: ['enterprises', 'unitPhones'],
      },
      { href: '/admin/corrections', label: '更正申请', icon: 'pencil', right: 'people.correct', waiting: ['corrections'] },
      { href: '/admin/invoices', label: '发票', icon: 'receipt-text', right: 'orders.read', waiting: ['invoices'] },
      { href: '/admin/refunds', label: '退款', icon: 'undo-2', right: 'orders.read', waiting: ['refunds', 'returns'] },
      { href: '/admin/transfers', label: '对公转账', icon: 'landmark', right: 'orders.read', waiting: ['transfers'] },
      { href: '/admin/orders', label: '订单', icon: 'wallet', right: 'orders.read' },
      { href: '/admin/reconciliation', label: '对账', icon: 'list-checks', right: 'bills.read', waiting: ['differences'] },
    ],
  },
  {
    title: '教务',
    items: [
      { href: '/admin/programs', label: '项目与班级', icon: 'layout-grid', right: 'programs.read' },
      { href: '/admin/courses', label: '课程与题库', icon: 'library', right: 'courses.read' },
      { href: '/admin/people', label: '学员', icon: 'users-round', right: 'people.read', waiting: ['phones'] },
      { href: '/admin/oddities', label: '学习异常', icon: 'eye', right: 'oddities.read' },
      { href: '/admin/sms', label: '短信记录', icon: 'message-square', right: 'sms.read' },
      { href: '/admin/rosters', label: '集体报名', icon: 'list-checks', right: 'rosters.read' },
      { href: '/admin/certificates', label: '证书', icon: 'award', right: 'certificates.read' },
    ],
  },
  { title: '内容', items: [{ href: '/admin/notices', label: '公告与手册', icon: 'megaphone', right: 'notices.read' }] },
  {
    title: '系统',
    items: [
      { href: '/admin/reports', label: '统计报表', icon: 'chart-column', right: 'reports.read' },
      { href: '/admin/jobs', label: '后台任务', icon: 'refresh-cw', right: 'jobs.read', waiting: ['jobs'] },
      { href: '/admin/audit', label: '操作日志', icon: 'scroll-text', right: 'audit.read' },
      { href: '/admin/staff', label: '工作人员', icon: 'users', right: 'staff.manage' },
      { href: '/admin/readiness', label: '上线检查', icon: 'circle-check', right: 'settings.edit' },
      { href: '/admin/settings', label: '行政区划与类别', icon: 'settings', right: 'settings.edit' },
    ],
  },
]
