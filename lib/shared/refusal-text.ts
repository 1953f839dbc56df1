import { env } from './env'
import { messages } from './messages'
import type { Refused } from './refused'

/** The sentence for a refusal. */
export function refusalText({ code, facts }: Pick<Refused, 'code' | 'facts'>): string {
  const known: Record<string, string | number> = { hotline: env().hotline, ...facts }
  return messages[code].replace(/\{(\w+)\}/g, (_, gap: string) => String(known[gap] ?? ''))
}
