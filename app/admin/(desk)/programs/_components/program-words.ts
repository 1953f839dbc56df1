import { formatMoney } from '@/lib/shared/money'

export const timingNames = {
  after_payment: '缴费后选课',
  before_payment: '报名时选课，再缴费',
  single_courses: '单独选购（课程资源）',
} as const
export const pricingNames = { class: '按班收费', hour: '按学时收费', course: '按课程收费' } as const
/** 答案与题析 of a paper that was handed in. */
export const explainsNames = {
  always: '每次交卷后显示（没有作答的题目除外）',
  after_last_try: '合格后，或次数用完后显示',
  after_passing: '合格后才显示',
} as const
export const formNames = { table: '培训证明（附学时表）', diploma: '合格证书' } as const

type Fee = { pricing: keyof typeof pricingNames; feeFen: number }

/** 120.00 元/人, 3.00 元/学时 or 按课程定价. */
export const feeText = ({ pricing, feeFen }: Fee) =>
  pricing === 'course' ? '按课程定价' : `${formatMoney(feeFen)}${pricing === 'hour' ? '/学时' : '/人'}`

type Quiz = {
  quizWaitMinutes: number | null
  quizDailyTries: number | null
  quizMostTries: number | null
  quizExplains: keyof typeof explainsNames
}

/** 最多 3 次，每天 1 次，两次之间隔 30 分钟；… */
export function triesText({ quizWaitMinutes, quizDailyTries, quizMostTries, quizExplains }: Quiz): string {
  const limits = [
    quizMostTries && `最多 ${quizMostTries} 次`,
    quizDailyTries && `每天 ${quizDailyTries} 次`,
    quizWaitMinutes && `两次之间隔 ${quizWaitMinutes} 分钟`,
  ].filter(Boolean)
  return `${limits.length ? limits.join('，') : '次数不限'}；答案与题析${explainsNames[quizExplains]}`
}
