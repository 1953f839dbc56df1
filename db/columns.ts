import { customType, timestamp, uuid } from 'drizzle-orm/pg-core'
import { uuidv7 } from './id'

export const at = () => timestamp({ withTimezone: true, mode: 'date' })
export const id = () => uuid().$defaultFn(() => uuidv7())

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
