import { randomBytes, randomInt } from 'node:crypto'
import type { Ctx } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { Refused } from '@/lib/shared/refused'
import { hmac, seal, unseal } from '@/lib/shared/secrets'
import { later, minutes } from '@/lib/shared/time'
import { once } from './once'

/** Without the pairs that people mix up: 0 O, 1 I L, 5 S, 8 B, 2 Z, U V. */
export const captchaAlphabet = '34679ACDEFHJKMNPQRTWXY'

type Challenge = { nonce: string; text: string; exp: number }

/** A new challenge. The token is sealed and goes into a cookie: nothing is stored until somebody answers. */
export function issueCaptcha(now: Date): { token: string; text: string } {
  const text = Array.from({ length: 4 }, () => captchaAlphabet[randomInt(captchaAlphabet.length)]).join('')
  const challenge: Challenge = { nonce: randomBytes(12).toString('base64url'), text, exp: later(now, minutes(5)).getTime() }
  return { token: seal('captcha', JSON.stringify(challenge)), text }
}

/** What to speak for a token that is still good. The seed is the token's own: heard again, it sounds the same. */
export function captchaToSpeak(token: string | undefined, now: Date): { text: string; seed: string } | null {
  const challenge = open(token, now)
  return challenge && { text: challenge.text, seed: hmac('captcha-sound', challenge.nonce) }
}

/**
 * Uses the challenge up, whatever the answer. TEST_CAPTCHA is accepted besides, so that a tester can drive a demo.
 * @throws Refused('captcha_wrong') when wrong, expired or used before
 */
export async function checkCaptcha(ctx: Ctx, token: string | undefined, answer: string): Promise<void> {
  const { testCaptcha } = env()
  if (testCaptcha && answer === testCaptcha) return
  const challenge = open(token, ctx.now)
  const fresh = challenge && (await once(ctx, challenge.nonce, new Date(challenge.exp)))
  if (!fresh || challenge.text !== answer.trim().toUpperCase()) throw new Refused('captcha_wrong', {}, 'captcha')
}

function open(token: string | undefined, now: Date): Challenge | null {
  const text = token ? unseal('captcha', token) : null
  if (text === null) return null
  const challenge: Challenge = JSON.parse(text)
  return challenge.exp > now.getTime() ? challenge : null
}
