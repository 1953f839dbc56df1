import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { env } from '@/lib/shared/env'
import { authKey } from '@/lib/shared/keys'

/** PKCS #8 and SPKI around the 32 bytes of an Ed25519 key (RFC 8410). */
const privateFrame = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicFrame = Buffer.from('302a300506032b6570032100', 'hex')

const rawOf = (key: KeyObject) => key.export({ format: 'der', type: 'spki' }).subarray(publicFrame.length)
const idOf = (key: KeyObject) => createHash('sha256').update(rawOf(key)).digest('base64url').slice(0, 12)

/** AUDIT_SIGNING_KEY, or else made of AUTH_SECRET. */
function signingKey(): KeyObject {
  const { auditSigningKey } = env()
  const seed = auditSigningKey ? Buffer.from(auditSigningKey, 'hex') : authKey('audit-signing').export()
  return createPrivateKey({ key: Buffer.concat([privateFrame, seed]), format: 'der', type: 'pkcs8' })
}

export type Signature = { keyId: string; signature: string }

export function signAudit(text: string): Signature {
  const key = signingKey()
  return { keyId: idOf(createPublicKey(key)), signature: sign(null, Buffer.from(text), key).toString('base64url') }
}

/** The key in use, to be kept apart from the portal: with it a copy is checked anywhere. */
export const auditPublicKey = (): string => rawOf(createPublicKey(signingKey())).toString('base64url')

/** By the id that stands beside a signature: the key in use, and those of AUDIT_TRUSTED_KEYS, which were in use before. */
export function trustedKeys(): Map<string, KeyObject> {
  const raw = [auditPublicKey(), ...env().auditTrustedKeys]
  const keys = raw.map((one) =>
    createPublicKey({ key: Buffer.concat([publicFrame, Buffer.from(one, 'base64url')]), format: 'der', type: 'spki' }),
  )
  return new Map(keys.map((key) => [idOf(key), key]))
}

export function isSigned(text: string, { keyId, signature }: Signature, keys: Map<string, KeyObject>): boolean {
  const key = keys.get(keyId)
  return key !== undefined && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
}
