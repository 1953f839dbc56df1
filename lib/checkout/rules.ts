import { randomInt } from 'node:crypto'
import { days, formatDay, minutes } from '@/lib/shared/time'

/** How long an unpaid order keeps its seat. */
export const orderLifetime = minutes(30)

/** How long an order waits for a transfer that its buyer has announced: banks take days, and offices longer. */
export const transferLifetime = days(15)

/** What stands as the provider of money that came by 对公转账: the bank's statement, read by finance. */
export const transferProvider = 'transfer'

/** 18 digits, the day first: what people read out on the telephone, and what gateways take as out_trade_no (6–32 characters). */
export const newOrderNumber = (now: Date) =>
  `${formatDay(now).replaceAll('-', '')}${Array.from({ length: 10 }, () => randomInt(10)).join('')}`

/** What an order is called where there is room for one line. */
export const orderTitle = (first: string, items: number) => (items > 1 ? `${first} 等 ${items} 门课程` : first)
