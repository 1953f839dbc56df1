import type { staffRole } from '@/db/schema/identity'

export type StaffRole = (typeof staffRole.enumValues)[number]

const reading = [
  'enterprises.read',
  'rosters.read',
  'people.read',
  /** 学习异常 */
  'oddities.read',
  'programs.read',
  'courses.read',
  'orders.read',
  /** 对账 and 账簿: the money of all orders, day by day. */
  'bills.read',
  'certificates.read',
  'notices.read',
  'reports.read',
  'audit.read',
  'jobs.read',
] as const

const acting = [
  /** Approve or reject an enterprise; sees its licence. */
  'enterprises.review',
  /** See whole ID numbers and phones, with a reason. */
  'people.unmask',
  /** Decide 更正申请. */
  'people.correct',
  /** Reset a password or phone, lock and unlock. */
  'people.reset',
  /** 短信记录: only for who answers for messages that did not arrive. */
  'sms.read',
  'photos.read',
  'hours.correct',
  /** Mark a 学习异常 as looked into. */
  'oddities.review',
  'programs.edit',
  'courses.edit',
  'refunds.decide',
  'invoices.issue',
  'transfers.confirm',
  /** 对账: settle differences, and close a day. */
  'bills.close',
  'certificates.revoke',
  'notices.edit',
  /** Have a job that failed run once more. */
  'jobs.retry',
  /** 行政区划, 培训类别 and 专业. */
  'settings.edit',
  'staff.manage',
] as const

/** What a member of the staff may do. Every command and query of the staff's asks for one of these. */
export type StaffRight = (typeof reading)[number] | (typeof acting)[number]

/** The one table of who may do what. */
export const roleRights: Record<StaffRole, readonly StaffRight[]> = {
  administrator: [...reading, ...acting],
  content_editor: ['programs.read', 'programs.edit', 'courses.read', 'courses.edit', 'notices.read', 'notices.edit'],
  reviewer: [
    'enterprises.read',
    'enterprises.review',
    'rosters.read',
    'people.read',
    'people.unmask',
    'people.correct',
    'photos.read',
    'hours.correct',
    'oddities.read',
    'oddities.review',
    'certificates.read',
    'certificates.revoke',
  ],
  finance: [
    'orders.read',
    'bills.read',
    'refunds.decide',
    'invoices.issue',
    'transfers.confirm',
    'bills.close',
    'enterprises.read',
    'rosters.read',
    'people.read',
    'certificates.read',
    'reports.read',
  ],
  hotline: [
    'people.read',
    'people.unmask',
    'people.reset',
    'sms.read',
    'orders.read',
    'certificates.read',
    'enterprises.read',
    'rosters.read',
    'notices.read',
  ],
  region_manager: [
    'enterprises.read',
    'enterprises.review',
    'rosters.read',
    'people.read',
    'oddities.read',
    'oddities.review',
    'programs.read',
    'certificates.read',
    'reports.read',
  ],
  auditor: reading,
}

export const roleNames: Record<StaffRole, string> = {
  administrator: '管理员',
  content_editor: '内容编辑',
  reviewer: '审核员',
  finance: '财务',
  hotline: '客服',
  region_manager: '区县管理员',
  auditor: '审计员',
}
