import { createHmac, timingSafeEqual } from 'node:crypto'
import { decryptWith, encryptWith } from './aes-gcm'
import { authKey } from './keys'

/*
 * What browsers, addresses and the queue carry for a while, under AUTH_SECRET: each purpose has a key of its own, so that a token of one
 * proves nothing in another. What stays in the database is encrypted by ciphers.ts and found by blind-index.ts.
 */

/** Readable, its origin certain. */
export const signedPurposes = [
  'sign-in',
  'staff-sign-in',
  'device',
  'totp-change',
  'sso-start',
  'sso-link',
  'own-phone',
  'refusal',
  'progress',
  'answers',
] as const
export type SignedPurpose = (typeof signedPurposes)[number]

/** Not to be read by who carries it. */
export const sealedPurposes = [
  'captcha',
  'activation',
  'recovery',
  'enterprise-recovery',
  'totp-offer',
  'passkey',
  'shown-once',
  'typed-number',
  'waiting-message',
  'attention-check',
] as const
export type SealedPurpose = (typeof sealedPurposes)[number]

/** Hashes that are compared with, or counted under, and void once AUTH_SECRET is another. */
export const hashPurposes = [
  'registration-draft',
  'enterprise-registration-draft',
  'unsent-draft',
  'register-check',
  'recovery',
  'enterprise-recovery',
  'captcha-sound',
  'phone-on-file',
  'sms-code',
  'sms-recipient',
  'sms-network',
  'staff-credential',
  'known-device',
  'sandbox-bank',
  'sandbox-page',
  'payer-state',
  'learning-place',
  'audit-tried',
] as const
export type HashPurpose = (typeof hashPurposes)[number]

const mac = (kind: 'sign' | 'hash', purpose: string, text: string) =>
  createHmac('sha256', authKey(`${kind} ${purpose}`))
    .update(text)
    .digest('base64url')

/** HMAC-SHA256 under a key of its own for each purpose. */
export const hmac = (purpose: HashPurpose, text: string): string => mac('hash', purpose, text)

export function sameText(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}

export const seal = (purpose: SealedPurpose, text: string): string => encryptWith(authKey(`seal ${purpose}`), text)

/** The text, or null for what is not ours, of another purpose, or was sealed under another AUTH_SECRET. */
export function unseal(purpose: SealedPurpose, sealed: string): string | null {
  try {
    return decryptWith(authKey(`seal ${purpose}`), sealed).toString()
  } catch {
    return null
  }
}

/** `payload.signature`; the payload is readable, its origin certain. */
export function sign(purpose: SignedPurpose, payload: object): string {
  const body = Buffer.from(JSON.stringify(payload)).toString('base64url')
  return `${body}.${mac('sign', purpose, body)}`
}

/** The payload, or null when the signature does not hold or `exp` (milliseconds) has passed. */
export function verifySigned<T extends { exp: number }>(purpose: SignedPurpose, token: string, now: Date): T | null {
  const [body, signature] = token.split('.')
  if (!body || !signature || !sameText(signature, mac('sign', purpose, body))) return null
  const payload: T = JSON.parse(Buffer.from(body, 'base64url').toString())
  return payload.exp > now.getTime() ? payload : null
}
