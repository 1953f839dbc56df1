import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

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
