import { inspect } from 'node:util'
import { DrizzleQueryError } from 'drizzle-orm'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

// Whoever catches a failed query prints it, Next among them: what was asked and why it failed, but not the names, numbers and
// hashes that stand in its message.
Object.defineProperty(DrizzleQueryError.prototype, inspect.custom, {
  value(this: DrizzleQueryError) {
    return `query failed: ${this.query}\n${this.cause?.stack ?? ''}`
  },
})

type Connected = PostgresJsDatabase & { $client: postgres.Sql }

/** The database or a transaction in it. */
export type Db = PostgresJsDatabase

/** Opens a pool of its own; the caller ends it. */
export function connect(url: string, max = 10): Connected {
  const sql = postgres(url, { max, onnotice: () => {}, connection: { application_name: 'xueshi' } })
  return drizzle(preparing(sql), { casing: 'snake_case' })
}

/**
 * Drizzle sends unnamed statements: postgres.js has each described before it is run, and PostgreSQL plans it anew. As prepared
 * statements they take one round trip and, from the sixth time on a connection, mostly no planning.
 */
function preparing<Client extends postgres.Sql>(client: Client): Client {
  const within = (work: (client: postgres.TransactionSql) => unknown) => (inner: postgres.TransactionSql) =>
    work(preparing(inner as unknown as postgres.Sql) as unknown as postgres.TransactionSql)
  const own = {
    unsafe: (text: string, values?: Parameters<postgres.Sql['unsafe']>[1]) => client.unsafe(text, values, { prepare: true }),
    begin: (work: Parameters<typeof within>[0]) => client.begin(within(work)),
    savepoint: (work: Parameters<typeof within>[0]) => (client as unknown as postgres.TransactionSql).savepoint(within(work)),
  }
  return new Proxy(client, {
    get: (target, name) => (Object.hasOwn(own, name) ? own[name as keyof typeof own] : Reflect.get(target, name)),
  })
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
