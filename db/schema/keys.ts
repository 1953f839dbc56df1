import { boolean, pgTable, text } from 'drizzle-orm/pg-core'
import { at } from '../columns'

/**
 * The keys under which something may be encrypted here: the one in use, and another while it is being changed. A portal that has not got
 * them all does not start.
 */
export const dataKeys = pgTable('data_keys', {
  /** As it stands in ciphertexts. */
  id: text().primaryKey(),
  /** Opens with that key only. */
  proof: text().notNull(),
  /** Ciphertexts from before keys had ids may be left. */
  legacy: boolean().notNull(),
  since: at().notNull(),
})
