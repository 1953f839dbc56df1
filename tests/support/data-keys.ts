import { createCipheriv, randomBytes } from 'node:crypto'
import { db } from '@/db/client'
import { env } from '@/lib/shared/env'
import { checkKeys } from '@/lib/shared/key-check'

export const aDataKey = () => randomBytes(32).toString('hex')

/** The settings of a start. */
export const setKeys = (dataKey: string, previousDataKey?: string) => Object.assign(env(), { dataKey, previousDataKey })

/** A start of the portal with these keys: the line it refuses with, or null. */
export async function startWith(dataKey: string, previousDataKey?: string): Promise<string | null> {
  setKeys(dataKey, previousDataKey)
  return checkKeys(db()).then(
    () => null,
    (error: Error) => error.message,
  )
}

/** As everything was encrypted before keys had ids. */
export function encryptAsEver(key: string, text: string | Buffer): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'hex'), nonce)
  const body = Buffer.concat([cipher.update(text), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
}
