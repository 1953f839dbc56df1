import { messages } from '@/lib/shared/messages'
import { judgePassword } from './judge'

/**
 * What the page says of a password being typed. The server judges again, and knows more of the person.
 * @param about words of the person that the page may hold
 */
export function tellStrength(password: string, about: string[]): { level: 0 | 1 | 2 | 3; text: string } {
  const missing = 8 - [...password].length
  if (missing > 0) return { level: 0, text: `还差 ${missing} 位。` }
  const { level, refusal } = judgePassword(password, [], about)
  if (!refusal) return { level, text: level === 3 ? '密码强度：强。' : '密码强度：可以使用，再长一些更好。' }
  return { level, text: messages[refusal.code].replace(/\{(\w+)\}/g, (_, gap: string) => String(refusal.facts[gap] ?? '')) }
}
