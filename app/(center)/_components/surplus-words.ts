import { type SelectionTiming, surplus, type Tally } from '@/lib/enrollment/rules'

/** What is chosen beyond what is asked for, and what becomes of it; null where nothing is. */
export function surplusWords(timing: SelectionTiming, tallies: Tally[]): string | null {
  const beyond = tallies.filter((part) => surplus(part) > 0)
  if (!beyond.length) return null
  const which = beyond.map((part) => `${part.name}多选 ${surplus(part)} 学时`).join('，')
  return timing === 'before_payment'
    ? `${which}，不计入要求的学时，也不抵其他类别；但选中的课程都要学完。`
    : `${which}，不计入要求的学时，也不抵其他类别；不学完也不影响合格。`
}
