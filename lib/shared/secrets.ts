import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto'
import { env } from './env'

const key = () => Buffer.from(env().dataKey, 'hex')

/** The same for ciphers, which take it faster when it is kept. */
let kept: { hex: string; key: KeyObject } | undefined
function cipherKey(): KeyObject {
  const { dataKey: hex } = env()
  if (kept?.hex !== hex) kept = { hex, key: createSecretKey(hex, 'hex') }
  return kept.key
}

/** Random bytes are fetched for many nonces at once: a call for each costs as much as the cipher. */
const nonces = { bytes: Buffer.alloc(12 * 512), used: 12 * 512 }
function newNonce(): Buffer {
  if (nonces.used === nonces.bytes.length) {
    nonces.bytes = randomBytes(nonces.bytes.length)
    nonces.used = 0
  }
  nonces.used += 12
  return nonces.bytes.subarray(nonces.used - 12, nonces.used)
}

/** AES-256-GCM with a random nonce: nonce, tag and text together, in base64url. */
export function encrypt(text: string | Buffer): string {
  const nonce = newNonce()
  const cipher = createCipheriv('aes-256-gcm', cipherKey(), nonce)
  const body = [cipher.update(text), cipher.final()]
  return Buffer.concat([nonce, cipher.getAuthTag(), ...body]).toString('base64url')
}

/** @throws when the text was not made by `encrypt` with this key */
export function decrypt(sealed: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', cipherKey(), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])
}

/** HMAC-SHA256 under a key of its own for each purpose, so that a value made for one purpose proves nothing in another. */
export function hmac(purpose: string, text: string): string {
  const purposeKey = purposeKeys.get(purpose) ?? createSecretKey(createHmac('sha256', key()).update(purpose).digest())
  purposeKeys.set(purpose, purposeKey)
  return createHmac('sha256', purposeKey).update(text).digest('base64url')
}

const purposeKeys = new Map<string, KeyObject>() // as few as there are purposes

export function sameText(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}

/** `payload.signature`; the payload is readable, its origin certain. */
export function sign(purpose: string, payload: object): string {
  const body = Buffer.from(JSON.stringify(payload)).toString('base64url')
  return `${body}.${hmac(purpose, body)}`
}

/** The payload, or null when the signature does not hold or `exp` (milliseconds) has passed. */
export function verifySigned<T extends { exp: number }>(purpose: string, token: string, now: Date): T | null {
  const [body, signature] = token.split('.')
  if (!body || !signature || !sameText(signature, hmac(purpose, body))) return null
  const payload: T = JSON.parse(Buffer.from(body, 'base64url').toString())
  return payload.exp > now.getTime() ? payload : null
}
