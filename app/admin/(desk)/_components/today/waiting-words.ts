import type { Tone } from '@/components/ui/badge'
import type { IconName } from '@/components/ui/icon-names'
import type { WaitingKind } from '@/lib/admin/waiting'
import type { StaffRight } from '@/lib/shared/rights'

/** `act`: for those with the right to do it; others look. */
type Words = { title: string; badge: string; icon: IconName; tone: Tone; act: string; right: StaffRight; href: string }

/** What waiting work is called, in the order of the strip. */
export const waitingWords: Record<WaitingKind, Words> = {
  jobs: {
    title: '失败的任务',
    badge: '后台任务',
    icon: 'triangle-alert',
    tone: 'bad',
    act: '去查看',
    right: 'jobs.read',
    href: '/admin/jobs',
  },
  refunds: {
    title: '退款申请',
    badge: '退款',
    icon: 'undo-2',
    tone: 'wait',
    act: '去处理',
    right: 'refunds.decide',
    href: '/admin/refunds',
  },
  returns: {
    title: '待手工退回',
    badge: '退回',
    icon: 'landmark',
    tone: 'wait',
    act: '去登记',
    right: 'refunds.decide',
    href: '/admin/refunds/returns',
  },
  enterprises: {
    title: '待审核单位',
    badge: '单位审核',
    icon: 'building-2',
    tone: 'info',
    act: '去审核',
    right: 'enterprises.review',
    href: '/admin/enterprises',
  },
  corrections: {
    title: '更正申请',
    badge: '更正',
    icon: 'pencil',
    tone: 'info',
    act: '去核对',
    right: 'people.correct',
    href: '/admin/corrections',
  },
  phones: {
    title: '学员手机号复核',
    badge: '手机号',
    icon: 'smartphone',
    tone: 'wait',
    act: '去复核',
    right: 'people.reset',
    href: '/admin/people/phones',
  },
  unitPhones: {
    title: '单位手机号复核',
    badge: '手机号',
    icon: 'smartphone',
    tone: 'wait',
    act: '去复核',
    right: 'enterprises.review',
    href: '/admin/enterprises/phones',
  },
  invoices: {
    title: '待开具发票',
    badge: '发票',
    icon: 'receipt-text',
    tone: 'plain',
    act: '去处理',
    right: 'invoices.issue',
    href: '/admin/invoices',
  },
  transfers: {
    title: '对公转账',
    badge: '转账',
    icon: 'landmark',
    tone: 'wait',
    act: '去核对',
    right: 'transfers.confirm',
    href: '/admin/transfers',
  },
  differences: {
    title: '对账差异',
    badge: '对账',
    icon: 'list-checks',
    tone: 'bad',
    act: '去处理',
    right: 'bills.close',
    href: '/admin/reconciliation',
  },
}
