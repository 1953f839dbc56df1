import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'

const nonceLength = 12
const options = { authTagLength: 16 } // Node would take a tag of four bytes

/** Random bytes are fetched for many nonces at once: a call for each costs as much as the cipher. */
const nonces = { bytes: Buffer.alloc(nonceLength * 512), used: nonceLength * 512 }
function newNonce(): Buffer {
  if (nonces.used === nonces.bytes.length) {
    nonces.bytes = randomBytes(nonces.bytes.length)
    nonces.used = 0
  }
  nonces.used += nonceLength
  return nonces.bytes.subarray(nonces.used - nonceLength, nonces.used)
}

/** AES-256-GCM with a random nonce: nonce, tag and text together, in base64url. `bound`: what must be the same when it is opened. */
export function encryptWith(key: KeyObject, text: string | Buffer, bound?: string): string {
  const nonce = newNonce()
  const cipher = createCipheriv('aes-256-gcm', key, nonce, options)
  if (bound !== undefined) cipher.setAAD(Buffer.from(bound))
  const body = [cipher.update(text), cipher.final()]
  return Buffer.concat([nonce, cipher.getAuthTag(), ...body]).toString('base64url')
}

/** @throws when it was not made by `encryptWith` with this key and this `bound` */
export function decryptWith(key: KeyObject, sealed: string, bound?: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < 28) throw new Error('no ciphertext')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceLength), options)
  if (bound !== undefined) decipher.setAAD(Buffer.from(bound))
  decipher.setAuthTag(bytes.subarray(nonceLength, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])
}
