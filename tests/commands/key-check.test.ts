import { eq } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { trainees } from '@/db/schema/identity'
import { dataKeys } from '@/db/schema/keys'
import { readLegacyCiphers } from '@/lib/shared/ciphers'
import { env } from '@/lib/shared/env'
import { aDataKey, encryptAsEver, setKeys, startWith } from '../support/data-keys'
import { idNumberOf } from '../support/opened'
import { aTrainee } from '../support/world'

const { dataKey: demos } = env()
const [own, next] = [aDataKey(), aDataKey()]
const someone = async () => (await db().select().from(trainees))[0]!

beforeEach(async () => {
  await db().delete(trainees)
  await db().delete(dataKeys)
  readLegacyCiphers(false)
})
afterAll(() => void setKeys(demos))

describe('a database that is new', () => {
  test('belongs to the key of its first start, and the portal starts with no other', async () => {
    expect(await startWith(own)).toBeNull()
    expect(await startWith(own)).toBeNull()
    expect(await startWith(next)).toMatch(/^DATA_KEY: .+ another key \([\w-]{8}\)[^\n]+$/)
    expect(await startWith(own)).toBeNull()
    expect(await db().$count(dataKeys)).toBe(1)
  })

  test('is taken once by those that start together', async () => {
    setKeys(own)
    expect(await Promise.all([1, 2, 3].map(() => startWith(own)))).toEqual([null, null, null])
    expect(await db().$count(dataKeys)).toBe(1)
  })

  test('knows no ciphertext without a key id', async () => {
    await startWith(own)
    await aTrainee()
    await db()
      .update(trainees)
      .set({ idNumberCipher: encryptAsEver(own, '1') as never })
    const person = await someone()
    expect(() => idNumberOf(person)).toThrow()
  })
})

describe('a database from before keys were written down', () => {
  const given = async (key: string) => {
    setKeys(own)
    const { idNumber } = await aTrainee()
    await db()
      .update(trainees)
      .set({ idNumberCipher: encryptAsEver(key, idNumber) as never })
    return idNumber
  }

  test('is opened by the key that it was written with, and what stands in it is read', async () => {
    const idNumber = await given(own)
    expect(await startWith(own)).toBeNull()
    expect(idNumberOf(await someone())).toBe(idNumber)
    expect(await startWith(own)).toBeNull()
    expect(idNumberOf(await someone())).toBe(idNumber)
  })

  test('is refused with another, before anything is written', async () => {
    await given(own)
    expect(await startWith(next)).toMatch(/^DATA_KEY: /)
    expect(await db().$count(dataKeys)).toBe(0)
    expect(await startWith(own)).toBeNull()
  })

  test('may have its key changed at once', async () => {
    const idNumber = await given(own)
    expect(await startWith(next, own)).toBeNull()
    expect(idNumberOf(await someone())).toBe(idNumber)
    expect(await startWith(next)).toMatch(/^DATA_KEY: /)
  })
})

describe('another key', () => {
  test('is taken in beside the one before it, which must stay set while anything may be under it', async () => {
    await startWith(own)
    expect(await startWith(next, own)).toBeNull()
    expect(await startWith(next)).toMatch(/^DATA_KEY: /)
    expect(await startWith(aDataKey(), own)).toMatch(/^DATA_KEY_PREVIOUS: [^\n]+$/)
    expect(await startWith(own, next)).toBeNull() // back again
    await db()
      .delete(dataKeys)
      .where(eq(dataKeys.id, (await db().select().from(dataKeys).orderBy(dataKeys.since))[0]!.id))
    expect(await startWith(next)).toBeNull()
  })

  test('is not believed for having the id of the right one', async () => {
    await startWith(own)
    const [row] = await db().select().from(dataKeys)
    await startWith(next, own)
    const [, other] = await db().select().from(dataKeys).orderBy(dataKeys.since)
    await db().delete(dataKeys).where(eq(dataKeys.id, other!.id))
    await db().update(dataKeys).set({ proof: other!.proof }).where(eq(dataKeys.id, row!.id))
    expect(await startWith(own)).toMatch(/^DATA_KEY: /)
  })

  test('no key and no secret is said aloud', async () => {
    await startWith(own)
    for (const line of [await startWith(next), await startWith(next, aDataKey())])
      for (const key of [own, next]) expect(line).not.toContain(key.slice(0, 12))
  })
})
