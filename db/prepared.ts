import type { Db } from './client'

/**
 * A query that every page or every few seconds asks: drizzle builds its text once for a database, and afterwards only fills in what
 * differs (`sql.placeholder`, which takes a moment as its ISO text). Building a query of several joins costs more than running it.
 */
export function prepared<Query>(build: (db: Db) => Query): (db: Db) => Query {
  const built = new WeakMap<Db, Query>() // a transaction is a Db of its own
  return (db) => {
    const query = built.get(db) ?? build(db)
    built.set(db, query)
    return query
  }
}
