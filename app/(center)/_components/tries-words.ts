import { momentWords, type Tries } from '@/lib/quiz/tries'

/** Whether a paper can be had now: the one that is open, or a new one. */
export const mayTry = ({ left, nextAt, open }: Tries) => open || (left !== 0 && !nextAt)

/** How often, or when, the quiz can be taken again; null where nothing limits it. */
export function triesWords({ most, left, leftToday, nextAt }: Tries, now: Date): string | null {
  if (left === 0) return `测验最多 ${most} 次，次数已用完`
  if (nextAt)
    return leftToday === 0 ? `今天还可以再考 0 次，${momentWords(nextAt, now)} 后可再考` : `请在 ${momentWords(nextAt, now)} 后再考`
  const counts = [left !== null && `还可以再考 ${left} 次`, leftToday !== null && `今天还可以再考 ${leftToday} 次`].filter(Boolean)
  return counts.length ? counts.join('，') : null
}
