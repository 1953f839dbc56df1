import type { Refusal } from '@/lib/shared/refused'
import { refusalToPassword } from '../rules'
import { estimate } from './estimate'

/**
 * A new password must cost 10^8 guesses or more: about what eight random characters cost, and far beyond what the limits on signing in
 * let anybody try. See docs/decisions/0024. Its logarithm, with room for what floating point loses.
 */
const enough = 7.99
const strong = 11

/** `level`: 0 not allowed, 1 allowed in form and still too easy to guess, 2 good enough, 3 strong. */
export type Judgement = { level: 0 | 1 | 2 | 3; refusal: Refusal | null }

/**
 * What stands against a new password, and how strong it is. The same in the browser, which knows less of the person, and on the server.
 * @param numbers what must not be part of it: ID number, birthday, phone, code
 * @param words what a guesser who knows the person tries first, from `wordsAbout`
 */
export function judgePassword(password: string, numbers: string[], words: string[]): Judgement {
  const code = refusalToPassword(password, numbers)
  if (code) return { level: 0, refusal: { code, facts: {} } }
  const { guessesLog10, warning, suggestions } = estimate(password, words)
  if (guessesLog10 < enough) {
    const [more, ...others] = suggestions
    const help = [...others.slice(0, 1), more].join('').replace(/。$/, '')
    return { level: 1, refusal: { code: 'password_guessable', facts: { why: warning, help } } }
  }
  return { level: guessesLog10 >= strong ? 3 : 2, refusal: null }
}
