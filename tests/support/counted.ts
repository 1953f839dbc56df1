import { drizzle } from 'drizzle-orm/postgres-js'
import { db } from '@/db/client'
import type { Actor, Ctx } from '@/lib/shared/context'

/** The same context, and what it asks of the database meanwhile: each statement without its values. */
export function counted<A extends Actor>(ctx: Ctx<A>): { ctx: Ctx<A>; asked: string[] } {
  const asked: string[] = []
  const logger = { logQuery: (query: string) => void asked.push(query.replace(/\s+/g, ' ').replace(/\$\d+|\bdefault\b/g, '?')) }
  return { ctx: { ...ctx, db: drizzle(db().$client, { casing: 'snake_case', logger }) }, asked }
}
