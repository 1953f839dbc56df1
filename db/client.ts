import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

type Connected = PostgresJsDatabase & { $client: postgres.Sql }

/** The database or a transaction in it. */
export type Db = PostgresJsDatabase

/** Opens a pool of its own; the caller ends it. */
export function connect(url: string, max = 10): Connected {
  return drizzle(postgres(url, { max, onnotice: () => {}, connection: { application_name: 'xueshi' } }), { casing: 'snake_case' })
}

// Next bundles server code apart from server.ts: both reach the one pool of the process through globalThis.
const shared = globalThis as { xueshiDb?: Connected }

export function openDb(url: string, max?: number): Connected {
  shared.xueshiDb ??= connect(url, max)
  return shared.xueshiDb
}

export function db(): Connected {
  if (!shared.xueshiDb) throw new Error('openDb has not been called in this process')
  return shared.xueshiDb
}

export async function closeDb(): Promise<void> {
  await shared.xueshiDb?.$client.end({ timeout: 5 })
  shared.xueshiDb = undefined
}
