import { inspect } from 'node:util'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'

test('a failed query is printed with its reason and without its values', async () => {
  const failure = await db()
    .execute(sql`select ${'130203198809129921'}::text from nowhere`)
    .catch((error: unknown) => error)
  expect(String((failure as Error).message)).toContain('130203198809129921') // what it would have printed
  const printed = inspect(failure)
  expect(printed).toContain('select $1::text from nowhere')
  expect(printed).toContain('relation "nowhere" does not exist')
  expect(printed).not.toContain('130203198809129921')
})
