import { formatMoney } from '@/lib/shared/money'

export const timingNames = {
  after_payment: '缴费后选课',
  before_payment: '报名时选课，再缴费',
  single_courses: '单独选购（课程资源）',
} as const
export const pricingNames = { class: '按班收费', hour: '按学时收费', course: '按课程收费' } as const
export const formNames = { table: '培训证明（附学时表）', diploma: '合格证书' } as const

type Fee = { pricing: keyof typeof pricingNames; feeFen: number }

/** 120.00 元/人, 3.00 元/学时 or 按课程定价. */
export const feeText = ({ pricing, feeFen }: Fee) =>
  pricing === 'course' ? '按课程定价' : `${formatMoney(feeFen)}${pricing === 'hour' ? '/学时' : '/人'}`
