import { createCipheriv, createHmac, randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { getTableColumns, is } from 'drizzle-orm'
import { CasingCache } from 'drizzle-orm/casing'
import { PgCustomColumn, PgTable } from 'drizzle-orm/pg-core'
import { getTableName } from 'drizzle-orm/table'
import fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Cipher } from '@/db/columns'
import { blindIndex, blindIndexes, indexPurposes } from '@/lib/shared/blind-index'
import { cipherPrefix, decryptColumn, decryptFile, encryptColumn, encryptFile, prefixLength, readLegacyCiphers } from '@/lib/shared/ciphers'
import { type EncryptedColumn, encryptedColumns } from '@/lib/shared/encrypted-columns'
import { env } from '@/lib/shared/env'

const [old, fresh] = ['ab'.repeat(32), 'cd'.repeat(32)]
beforeAll(() => {
  vi.stubEnv('DATABASE_URL', 'postgres://nowhere')
  vi.stubEnv('AUTH_SECRET', 's'.repeat(32))
  vi.stubEnv('DATA_KEY', old)
  vi.stubEnv('APP_URL', 'https://xueshi.example')
})
const setKeys = (dataKey: string, previousDataKey?: string) => Object.assign(env(), { dataKey, previousDataKey })
afterEach(() => {
  setKeys(old)
  readLegacyCiphers(false)
})

const columns = Object.keys(encryptedColumns) as EncryptedColumn[]
const number = '130203198001011228'

/** A row of any column, by names that only some of them have. */
type AnyRow = { id: string; traineeId: string; enterpriseId: string; rosterId: string; row: number }
const row: AnyRow = { id: 'r', traineeId: 't', enterpriseId: 'e', rosterId: 'o', row: 3 }
const encrypted = (column: EncryptedColumn, of: AnyRow, text: string) => encryptColumn(column, of as never, text)
const decrypted = (column: EncryptedColumn, of: AnyRow, cipher: string) => decryptColumn(column, of as never, cipher as never).toString()

describe('a ciphertext', () => {
  test.each(columns)('of %s opens in its place and in no other', (column) => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const cipher = encrypted(column, row, text)
        expect(decrypted(column, row, cipher)).toBe(text)
        for (const other of columns) if (other !== column) expect(() => decrypted(other, row, cipher)).toThrow()
        for (const name of encryptedColumns[column].key) expect(() => decrypted(column, { ...row, [name]: 'x' }, cipher)).toThrow()
      }),
      { numRuns: 20 },
    )
  })

  test('looks different each time and names its key', () => {
    const [one, two] = [encrypted('trainees.id_number_cipher', row, number), encrypted('trainees.id_number_cipher', row, number)]
    expect(one).not.toBe(two)
    expect(one).toMatch(/^v1\.[\w-]{8}\.[\w-]+$/)
    expect(cipherPrefix()).toHaveLength(prefixLength)
    expect(one.startsWith(cipherPrefix())).toBe(true)
    expect(one).not.toContain(old.slice(0, 8))
  })

  test('opens whatever the case of the id that asked for it', () => {
    const id = 'ABCDEF00-0000-7000-8000-000000000000'
    const cipher = encryptColumn('media.key_cipher', { id }, number)
    expect(decryptColumn('media.key_cipher', { id: id.toLowerCase() }, cipher).toString()).toBe(number)
  })

  test.each([
    ['in its key id', 4],
    ['in its nonce', prefixLength + 2],
    ['in its tag', prefixLength + 20],
    ['in its text', prefixLength + 40],
  ])('is refused when it was changed %s', (_, at) => {
    const cipher = encrypted('media.key_cipher', row, number)
    const changed = `${cipher.slice(0, at)}${cipher[at] === 'A' ? 'B' : 'A'}${cipher.slice(at + 1)}`
    expect(() => decrypted('media.key_cipher', row, changed)).toThrow()
  })

  test.each(['', 'v1.', 'v1.AAAAAAAA.', 'AAAA', 'not ours at all', 'v2.AAAAAAAA.AAAA'])('is refused when it was never ours: %s', (text) => {
    readLegacyCiphers(true)
    expect(() => decrypted('media.key_cipher', row, text)).toThrow()
  })

  test('of a file opens under its key in the storage only', () => {
    const bytes = randomBytes(100)
    const sealed = encryptFile('rosters/a/b', bytes)
    expect(decryptFile('rosters/a/b', sealed)).toEqual(bytes)
    expect(() => decryptFile('rosters/a/c', sealed)).toThrow()
    const column = encryptColumn('media.key_cipher', { id: 'x' }, bytes)
    expect(() => decryptFile('media.key_cipher\nx', Buffer.from(column))).toThrow()
  })
})

describe('while the key is being changed', () => {
  test('what was encrypted with either is read, what is written is under the new one', () => {
    const before = encrypted('media.key_cipher', row, number)
    setKeys(fresh)
    expect(() => decrypted('media.key_cipher', row, before)).toThrow(/key .{8}, which is not set/)
    setKeys(fresh, old)
    expect(decrypted('media.key_cipher', row, before)).toBe(number)
    const after = encrypted('media.key_cipher', row, number)
    expect(after.slice(0, prefixLength)).not.toBe(before.slice(0, prefixLength))
    setKeys(old, fresh)
    expect(decrypted('media.key_cipher', row, after)).toBe(number)
    setKeys(fresh)
    expect(decrypted('media.key_cipher', row, after)).toBe(number)
  })

  test('both indexes are looked for, the new one is written', () => {
    const before = blindIndex('id-number', number)
    expect(blindIndexes('id-number', number)).toEqual([before])
    setKeys(fresh, old)
    expect(blindIndexes('id-number', number)).toEqual([blindIndex('id-number', number), before])
    expect(blindIndex('id-number', number)).not.toBe(before)
  })
})

describe('what was encrypted before keys had ids', () => {
  const legacy = (key: string) => {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'hex'), nonce)
    const body = Buffer.concat([cipher.update(number), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
  }

  test('is read in all its places while there is such, and not afterwards', () => {
    for (const column of columns.filter((one) => !('before' in encryptedColumns[one]))) {
      readLegacyCiphers(true)
      expect(decrypted(column, row, legacy(old))).toBe(number)
      setKeys(fresh, old)
      expect(decrypted(column, row, legacy(old))).toBe(number)
      readLegacyCiphers(false)
      expect(() => decrypted(column, row, legacy(old))).toThrow()
    }
  })

  test('or was in the clear, is read as long', () => {
    for (const column of columns) {
      readLegacyCiphers(true)
      if ('before' in encryptedColumns[column]) expect(decrypted(column, row, '13800006021')).toBe('13800006021')
      else expect(() => decrypted(column, row, '13800006021')).toThrow()
      readLegacyCiphers(false)
      expect(() => decrypted(column, row, '13800006021')).toThrow()
    }
  })

  test('is found: indexes are as they were', () => {
    const key = createHmac('sha256', Buffer.from(old, 'hex')).update('id-number').digest()
    expect(blindIndex('id-number', number)).toBe(createHmac('sha256', key).update(number).digest('base64url'))
  })
})

test('indexes of one text differ for all purposes', () => {
  expect(new Set(indexPurposes.map((purpose) => blindIndex(purpose, number))).size).toBe(indexPurposes.length)
})

describe('the list of encrypted columns', () => {
  test('has every column of the schema that holds a ciphertext, under its own name', async () => {
    const casing = new CasingCache('snake_case')
    const found: string[] = []
    for (const file of readdirSync('db/schema')) {
      const tables = Object.values<unknown>(await import(`../../db/schema/${file.replace('.ts', '')}.ts`)).filter((one): one is PgTable =>
        is(one, PgTable),
      )
      for (const table of tables)
        for (const column of Object.values(getTableColumns(table)))
          if (column instanceof PgCustomColumn && column.getSQLType() === 'text')
            found.push(`${getTableName(table)}.${casing.getColumnCasing(column)}`)
    }
    expect(found.sort()).toEqual([...columns].sort())
    for (const column of columns) {
      const { table, cipher } = encryptedColumns[column]
      const own = getTableColumns(table) as Record<string, Parameters<CasingCache['getColumnCasing']>[0]>
      expect(`${getTableName(table)}.${casing.getColumnCasing(own[cipher]!)}`).toBe(column)
    }
  })

  test('is all the compiler takes', () => {
    const cipher = encryptColumn('media.key_cipher', { id: 'x' }, number)
    // @ts-expect-error a column that is not in the list
    expect(() => encryptColumn('trainees.name', { id: 'x' }, number)).toThrow()
    // @ts-expect-error the ciphertext of another column
    const other: Cipher<'staff.totp_cipher'> = cipher
    // @ts-expect-error a row that is not named
    expect(() => decryptColumn('roster_rows.data_cipher', { row: 1 }, other)).toThrow()
  })
})
