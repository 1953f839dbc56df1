import { hmac } from '@/lib/shared/secrets'
import type { Tried } from './events/accounts'

/**
 * Who somebody said to be, fit for the log: the ends of what was typed, and a mark that is the same for the same name. A password typed
 * into the wrong field stays unreadable, too.
 */
export function triedName(typed: string): Tried {
  const name = typed.trim().normalize('NFKC').toUpperCase()
  const letters = [...name]
  const tried =
    letters.length < 6 ? '*'.repeat(letters.length) : `${letters[0]}${'*'.repeat(Math.min(letters.length - 2, 20))}${letters.at(-1)}`
  return { tried, mark: hmac('audit-tried', name).slice(0, 16) }
}
