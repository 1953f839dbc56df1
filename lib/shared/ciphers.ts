import type { KeyObject } from 'node:crypto'
import type { Cipher } from '@/db/columns'
import { decryptWith, encryptWith } from './aes-gcm'
import { type EncryptedColumn, encryptedColumns, type RowOf } from './encrypted-columns'
import { type DataKey, dataKeys } from './keys'

/*
 * What is encrypted at rest, under DATA_KEY: `v1.<key id>.<nonce, tag and text>`. Each is bound to its place, so that moved to another row,
 * column or table it does not open.
 */

const prefixOf = (key: DataKey) => `v1.${key.id}.`
export const cipherPrefix = () => prefixOf(dataKeys().current)
/** All prefixes have this length; the text of a ciphertext from before keys had ids knows no dot. */
export const prefixLength = 12

/** Whether a file was encrypted with DATA_KEY, and not the key before it. */
export const isUnderDataKey = (sealed: Buffer): boolean => sealed.subarray(0, prefixLength).toString() === cipherPrefix()

const boundTo = <C extends EncryptedColumn>(column: C, row: RowOf<C>): string => {
  const key: readonly (keyof RowOf<C>)[] = encryptedColumns[column].key
  return [column, ...key.map((name) => String(row[name]).toLowerCase())].join('\n')
}

export const encryptColumn = <C extends EncryptedColumn>(column: C, row: RowOf<C>, value: string | Buffer): Cipher<C> =>
  encrypt('column', value, boundTo(column, row)) as Cipher<C>

/** @throws when it was made for another place, or with a key that is not set */
export const decryptColumn = <C extends EncryptedColumn>(column: C, row: RowOf<C>, cipher: Cipher<C>): Buffer =>
  isPlain(column, cipher) ? Buffer.from(cipher) : decrypt('column', cipher, boundTo(column, row))

/** From before the column was encrypted. */
const isPlain = (column: EncryptedColumn, cipher: string): boolean =>
  'before' in encryptedColumns[column] && readsLegacyCiphers() && !cipher.startsWith('v1.')

/** A file of the storage, bound to the key it lies under. */
export const encryptFile = (storageKey: string, bytes: Buffer): Buffer => Buffer.from(encrypt('file', bytes, storageKey))
/** @throws as decryptColumn */
export const decryptFile = (storageKey: string, sealed: Buffer): Buffer => decrypt('file', sealed.toString(), storageKey)

function encrypt(purpose: 'column' | 'file', value: string | Buffer, bound: string): string {
  const { current } = dataKeys()
  return prefixOf(current) + encryptWith(current[purpose], value, bound)
}

function decrypt(purpose: 'column' | 'file', cipher: string, bound: string): Buffer {
  const { current, previous } = dataKeys()
  if (!cipher.startsWith('v1.')) return decryptLegacy(cipher)
  const key = [current, previous].find((one) => one && cipher.startsWith(prefixOf(one)))
  if (!key) throw new Error(`encrypted with the key ${cipher.split('.')[1]}, which is not set`)
  return decryptWith(key[purpose], cipher.slice(prefixLength), bound)
}

// Next bundles server code apart from server.ts: both reach this through globalThis.
const shared = globalThis as { xueshiLegacyCiphers?: boolean }

/**
 * Whether ciphertexts from before keys had ids are read: they are bound to nothing. Told at start (key-check.ts); no longer once
 * `npm run keys:rotate` has been through.
 */
export function readLegacyCiphers(read: boolean): void {
  shared.xueshiLegacyCiphers = read
}

export const readsLegacyCiphers = (): boolean => shared.xueshiLegacyCiphers === true

/** @throws when they are not read, or no key opens it */
export function decryptLegacy(cipher: string): Buffer {
  if (!readsLegacyCiphers()) throw new Error('a ciphertext without a key id, where all have one')
  const { current, previous } = dataKeys()
  return previous ? firstThatOpens([current.legacy, previous.legacy], cipher) : decryptWith(current.legacy, cipher)
}

function firstThatOpens([key, ...others]: KeyObject[], cipher: string): Buffer {
  try {
    return decryptWith(key!, cipher)
  } catch (error) {
    if (!others.length) throw error
    return firstThatOpens(others, cipher)
  }
}
