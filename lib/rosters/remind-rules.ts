import { days } from '@/lib/shared/time'

/** Nobody is pressed: a person is reminded once in so long, and so many times of a class. */
export const remindEvery = days(3)
export const mostReminders = 3

export type Remindable = {
  state: string
  phoneMasked: string | null
  studyUntil: Date
  remindedAt: Date | null
  reminders: number
}

export const leftOutReasons = {
  passed: '已合格',
  no_phone: '没有登记手机号',
  over: '学习期限已过',
  too_soon: '三天内已提醒过',
  too_often: '这个班已提醒满三次',
} as const
export type LeftOut = keyof typeof leftOutReasons

/** Why somebody gets no reminder now; null when they do. */
export function refusalToRemind(person: Remindable, now: Date): LeftOut | null {
  if (person.state === 'passed') return 'passed'
  if (!person.phoneMasked) return 'no_phone'
  if (now >= person.studyUntil) return 'over'
  if (person.reminders >= mostReminders) return 'too_often'
  if (person.remindedAt && now.getTime() - person.remindedAt.getTime() < remindEvery) return 'too_soon'
  return null
}
