import type { Part, Tally } from './rules'

/** As the hour ring takes them. A ring of more than four parts would be unreadable: the smallest are joined into 其他. */
export function ringParts(tallies: Pick<Tally, 'shortName' | 'requiredHours' | 'earned' | 'chosen'>[]) {
  const parts = tallies.map(({ shortName, requiredHours, earned, chosen }) => ({
    label: shortName,
    required: requiredHours,
    earned,
    chosen: Math.max(chosen, earned),
  }))
  if (parts.length <= 4) return parts
  const smallest = new Set([...parts].sort((a, b) => a.required - b.required).slice(0, parts.length - 3))
  const sum = (key: 'required' | 'earned' | 'chosen') =>
    [...smallest].reduce((total, part) => total + Math.min(part[key], part.required), 0)
  return [
    ...parts.filter((part) => !smallest.has(part)),
    { label: '其他', required: sum('required'), earned: sum('earned'), chosen: sum('chosen') },
  ]
}

/** A requirement without progress (home, order): the ring is all solid. */
export const solidParts = (parts: Part[]) =>
  parts.map(({ name, requiredHours }) => ({ label: name, required: requiredHours, earned: requiredHours, chosen: requiredHours }))

export const hoursOf = (parts: Part[]) => parts.reduce((sum, part) => sum + part.requiredHours, 0)

/** 公需科目 30 学时，专业科目 60 学时 */
export const describeParts = (parts: Part[]) => parts.map((part) => `${part.name} ${part.requiredHours} 学时`).join('，')
