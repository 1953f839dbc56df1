import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'

/** What of an entry is sealed, each as the text that PostgreSQL gives: [id, at in µs, kind, actor, address, action, subject, details]. */
export type Said = [string, string, string, string | null, string | null, string, string | null, string | null]

/** The same of the row `l`, as one array of texts. */
export const said = sql.raw(
  `array[l.id::text, (extract(epoch from l.at) * 1000000)::bigint::text, l.actor_kind, l.actor_id::text, l.address, l.action, l.subject_id::text, l.details::text]`,
)

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Before the first day. */
export const nothingYet = '0'.repeat(64)

/** A day begins where the one before it ended. */
export const beginningOf = (day: string, previousRoot: string) => sha256(`xueshi audit day ${day} ${previousRoot}`)

export const hashOf = (previous: string, entry: Said) => sha256(`${previous}\n${JSON.stringify(entry)}`)

export type Day = { day: string; entries: number; root: string; previousRoot: string }
/** What is signed of a day. */
export const dayText = ({ day, entries, root, previousRoot }: Day) => `xueshi audit day\n${day}\n${entries}\n${root}\n${previousRoot}`

export type Head = { day: string; number: number; hash: string; previousRoot: string; writtenIn: string; entryId: string }
export const headText = (head: Head) =>
  `xueshi audit head\n${head.day}\n${head.number}\n${head.hash}\n${head.previousRoot}\n${head.writtenIn}\n${head.entryId}`

export const removalText = (day: string, root: string, sha: string) => `xueshi audit removal\n${day}\n${root}\n${sha}`
