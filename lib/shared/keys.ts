import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { env } from './env'

/*
 * Every key in use, derived once and kept. Two settings are the roots: AUTH_SECRET of what browsers and the queue carry for minutes,
 * DATA_KEY of what stays in the database and the storage. Nothing is encrypted or signed with a root itself.
 */

const derive = (root: Buffer, purpose: string) =>
  createSecretKey(Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), `xueshi ${purpose}`, 32)))

/** The keys that are made of one DATA_KEY. */
export type DataKey = {
  /** Stands in each ciphertext; tells nothing of the key. */
  id: string
  column: KeyObject
  file: KeyObject
  check: KeyObject
  /** Of ciphertexts from before keys had ids: DATA_KEY as it is. Only ever read with. */
  legacy: KeyObject
  index: (purpose: string) => KeyObject
}

export function dataKeyOf(hex: string): DataKey {
  const root = Buffer.from(hex, 'hex')
  return {
    id: derive(root, 'key id').export().subarray(0, 6).toString('base64url'),
    column: derive(root, 'column'),
    file: derive(root, 'file'),
    check: derive(root, 'check'),
    legacy: createSecretKey(root),
    // HMAC under DATA_KEY, as ever: so indexes made before the others had keys of their own still hold. See docs/decisions/0022.
    index: remembering((purpose) => createSecretKey(createHmac('sha256', root).update(purpose).digest())),
  }
}

function remembering(make: (purpose: string) => KeyObject): (purpose: string) => KeyObject {
  const made = new Map<string, KeyObject>() // as few as there are purposes
  return (purpose) => {
    const key = made.get(purpose) ?? make(purpose)
    made.set(purpose, key)
    return key
  }
}

/** `previous`: what is still read with while DATA_KEY is being changed. */
export type DataKeys = { current: DataKey; previous: DataKey | null }

let data: { of: string; keys: DataKeys } | undefined
export function dataKeys(): DataKeys {
  const { dataKey, previousDataKey } = env()
  const of = `${dataKey} ${previousDataKey}`
  if (data?.of !== of) data = { of, keys: { current: dataKeyOf(dataKey), previous: previousDataKey ? dataKeyOf(previousDataKey) : null } }
  return data.keys
}

let auth: { of: string; key: (purpose: string) => KeyObject } | undefined
/** The key of one purpose under AUTH_SECRET. */
export function authKey(purpose: string): KeyObject {
  const { authSecret } = env()
  if (auth?.of !== authSecret) auth = { of: authSecret, key: remembering((one) => derive(Buffer.from(authSecret), one)) }
  return auth.key(purpose)
}
