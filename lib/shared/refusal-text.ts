import { env } from './env'
import { helplineOf } from './hotline'
import { messages } from './messages'
import type { Refused } from './refused'

/** The sentence for a refusal. */
export function refusalText({ code, facts }: Pick<Refused, 'code' | 'facts'>): string {
  const known: Record<string, string | number> = { helpline: helplineOf(env()), ...facts }
  return messages[code].replace(/\{(\w+)\}/g, (_, gap: string) => String(known[gap] ?? ''))
}
