import { randomBytes, randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { hmac, sameText } from '@/lib/shared/secrets'

/** 动态口令 (RFC 6238) as every authenticator app makes them: SHA-1, six digits, thirty seconds. */
const periodSeconds = 30
const settings = { algorithm: 'SHA1', digits: 6, period: periodSeconds }

/** 160 bits, as RFC 4226 recommends, in base32. */
export const newTotpSecret = () => new Secret({ buffer: new Uint8Array(randomBytes(20)).buffer }).base32

/** What the QR code says to an authenticator app. */
export const totpUri = (secret: string, userName: string, issuer: string) =>
  new TOTP({ ...settings, secret: Secret.fromBase32(secret), label: userName, issuer }).toString()

const stepAt = (now: Date) => TOTP.counter({ period: periodSeconds, timestamp: now.getTime() })

/** The code of a moment, and how long it stays: of the demo's authenticator, and of tests. */
export const totpAt = (secret: string, now: Date) => ({
  code: TOTP.generate({ ...settings, secret: Secret.fromBase32(secret), timestamp: now.getTime() }),
  step: stepAt(now),
  secondsLeft: Math.ceil(TOTP.remaining({ period: periodSeconds, timestamp: now.getTime() }) / 1000),
})

/**
 * The time step that a code belongs to: of this moment, or of the one before or after it, for clocks differ. Null for a wrong code, and for
 * one that is not newer than `lastStep`: no code counts twice.
 */
export function acceptedStep(secret: string, code: string, lastStep: number | null, now: Date): number | null {
  const delta = TOTP.validate({ ...settings, token: code, secret: Secret.fromBase32(secret), timestamp: now.getTime(), window: 1 })
  if (delta === null) return null
  const step = stepAt(now) + delta
  return lastStep === null || step > lastStep ? step : null
}

const recoveryAlphabet = '23456789abcdefghjkmnpqrstuvwxyz' // nothing that looks like something else
const recoveryCode = () => Array.from({ length: 10 }, () => recoveryAlphabet[randomInt(recoveryAlphabet.length)]).join('')

/** 恢复码: ten, each good once, for whoever lost the phone. */
export const newRecoveryCodes = () => Array.from({ length: 10 }, recoveryCode)

/** As people type it: capitals, blanks and the hyphen in the middle do not count. */
const normalizeRecoveryCode = (typed: string) => typed.toLowerCase().replace(/[\s-]/g, '')

export const formatRecoveryCode = (code: string) => `${code.slice(0, 5)}-${code.slice(5)}`

export const recoveryHash = (staffId: string, code: string) => hmac('staff-recovery', `${staffId}:${normalizeRecoveryCode(code)}`)

/** The codes that are left once this one is used, or null when it is none of them. */
export function withoutRecoveryCode(hashes: string[], staffId: string, code: string): string[] | null {
  const used = recoveryHash(staffId, code)
  const left = hashes.filter((hash) => !sameText(hash, used))
  return left.length < hashes.length ? left : null
}
