import { createHmac, randomBytes, randomInt } from 'node:crypto'
import type { Cipher } from '@/db/columns'
import { indexKeys } from '@/lib/shared/blind-index'
import { decryptColumn, encryptColumn } from '@/lib/shared/ciphers'
import { sameText } from '@/lib/shared/secrets'

const alphabet = '23456789abcdefghjkmnpqrstuvwxyz' // nothing that looks like something else
const recoveryCode = () => Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)]).join('')

/** 恢复码: ten, each good once, for whoever lost the phone. */
export const newRecoveryCodes = () => Array.from({ length: 10 }, recoveryCode)

/** As people type it: capitals, blanks and the hyphen in the middle do not count. */
const normalize = (typed: string) => typed.toLowerCase().replace(/[\s-]/g, '')

export const formatRecoveryCode = (code: string) => `${code.slice(0, 5)}-${code.slice(5)}`

/**
 * What is kept: HMACs of the codes not used yet, and with which key they were made. It is encrypted as a whole, because DATA_KEY can be
 * changed under it, and hashes made with DATA_KEY itself could not be made again.
 */
type Kept = { keys: string[]; hashes: string[] }
type Stored = { recoveryCipher: Cipher<'staff.recovery_cipher'> | null; recoveryCodes: string[] }

const hashOf = (key: string, staffId: string, code: string) =>
  createHmac('sha256', Buffer.from(key, 'base64url'))
    .update(`${staffId}:${normalize(code)}`)
    .digest('base64url')

/** Of somebody whose codes were made before they were encrypted: the keys they may have been made with. */
const fromBefore = ({ recoveryCodes }: Stored): Kept => ({
  keys: indexKeys('staff-recovery').map((key) => key.export().toString('base64url')),
  hashes: recoveryCodes,
})

const open = (id: string, stored: Stored): Kept =>
  stored.recoveryCipher ? JSON.parse(decryptColumn('staff.recovery_cipher', { id }, stored.recoveryCipher).toString()) : fromBefore(stored)

/** What to store; nothing stays in the clear. */
const stored = (id: string, kept: Kept): Stored => ({
  recoveryCipher: encryptColumn('staff.recovery_cipher', { id }, JSON.stringify(kept)),
  recoveryCodes: [],
})

export function storeRecoveryCodes(staffId: string, codes: string[]): Stored {
  const key = randomBytes(32).toString('base64url')
  return stored(staffId, { keys: [key], hashes: codes.map((code) => hashOf(key, staffId, code)) })
}

export const encryptRecoveryCodes = (staffId: string, before: Stored): Stored => stored(staffId, open(staffId, before))

export const countRecoveryCodes = (staffId: string, of: Stored): number => open(staffId, of).hashes.length

/** What to store once this code is used, or null when it is none of them. */
export function withoutRecoveryCode(staffId: string, before: Stored, code: string): { left: number; stored: Stored } | null {
  const { keys, hashes } = open(staffId, before)
  const used = keys.map((key) => hashOf(key, staffId, code))
  const left = hashes.filter((hash) => !used.some((one) => sameText(hash, one)))
  return left.length < hashes.length ? { left: left.length, stored: stored(staffId, { keys, hashes: left }) } : null
}
