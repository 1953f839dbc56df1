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
export const connect = (url: string, max?: number, onLost?: () => void): Connected => queriesOn(openPool(url, max, onLost))

const queriesOn = (pool: postgres.Sql): Connected => drizzle(pool, { casing: 'snake_case' })

const openPool = (url: string, max = 10, onclose?: () => void) =>
  preparing(postgres(url, { max, onclose, backoff: waitSeconds, onnotice: () => {}, connection: { application_name: 'xueshi' } }))

/** Before a lost connection is tried again: a second at most, so that whoever comes after the database is back is served. */
const waitSeconds = (tries: number) => Math.min(2 ** tries / 50, 1)

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

// Next bundles server code apart from server.ts: both reach the one pool of the process through globalThis. Each has drizzle for
// itself, of the same copy as its tables: across copies `instanceof` fails, and drizzle looks at every column the slow way.
const shared = globalThis as { xueshiPool?: postgres.Sql }
let own: Connected | undefined

/** `onLost`: a connection was closed, by whichever side. */
export function openDb(url: string, max?: number, onLost?: () => void): Connected {
  shared.xueshiPool ??= openPool(url, max, onLost)
  return db()
}

export function db(): Connected {
  const pool = shared.xueshiPool
  if (!pool) throw new Error('openDb has not been called in this process')
  if (own?.$client !== pool) own = queriesOn(pool)
  return own
}

export async function closeDb(): Promise<void> {
  await shared.xueshiPool?.end({ timeout: 5 })
  shared.xueshiPool = undefined
}
