import { captchaAlphabet } from '@/lib/identity/captcha'
import { minutes } from '@/lib/shared/time'

/** A whole number from 0 to below the bound, as randomInt gives. */
export type Random = (bound: number) => number

/** Few enough to be read, or heard, in passing. */
const length = 3
/** So long the characters hold once they are shown. */
export const checkLifeMs = minutes(2)
export const triesBeforePause = 5
export const checkPauseMs = minutes(1)

export const newCheckText = (random: Random): string =>
  Array.from({ length }, () => captchaAlphabet[random(captchaAlphabet.length)]).join('')

/** Nobody is to know when the next check comes: a quarter of the interval sooner or later. As seconds that count as learnt unasked already. */
export function secondsUnasked(everySeconds: number | null, random: Random): number {
  const quarter = Math.floor((everySeconds ?? 0) / 4)
  return random(2 * quarter + 1) - quarter
}

/** As people type it: in small letters, with spaces. */
export const typedText = (text: string): string => text.replace(/\s/g, '').toUpperCase()
