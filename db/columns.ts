import { customType, timestamp, uuid } from 'drizzle-orm/pg-core'
import { uuidv7 } from './id'

export const at = () => timestamp({ withTimezone: true, mode: 'date' })

/**
 * The end of a period of days: the midnight after its last day, so that `now < until` says whether it still runs. People are told the last
 * day: formatters of moments refuse it, and lib/shared/time.ts has its own.
 */
export type Until = Date & { readonly afterLastDay?: true }
export const until = () => at().$type<Until>()
export const id = () => uuid().$defaultFn(() => uuidv7())

/** The ciphertext of one column, and of no other: made and read by lib/shared/ciphers.ts, where the columns are listed. */
export type Cipher<Column extends string> = string & { readonly cipherOf: Column }
export const cipher = <Column extends string>(name = '') => customType<{ data: Cipher<Column> }>({ dataType: () => 'text' })(name)

/** Half-open ranges of whole seconds, [from, to), in order and without overlap: what PostgreSQL calls an int4multirange. */
export type Seconds = [from: number, to: number][]

export const secondsRanges = customType<{ data: Seconds; driverData: string }>({
  dataType: () => 'int4multirange',
  toDriver: (ranges) => formatRanges(ranges),
  fromDriver: (text) => parseRanges(text),
})

export const formatRanges = (ranges: Seconds) => `{${ranges.map(([from, to]) => `[${from},${to})`).join(',')}}`

export const parseRanges = (text: string): Seconds =>
  [...text.matchAll(/\[(\d+),(\d+)\)/g)].map((match) => [Number(match[1]), Number(match[2])])
