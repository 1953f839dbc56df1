import { randomInt } from 'node:crypto'
import type { Buyer } from '@/lib/shared/context'
import { days, formatDay, minutes } from '@/lib/shared/time'

/**
 * How long an unpaid order keeps its seats. An enterprise's money passes through several hands, and a weekend may lie between; seats
 * that others wait for are not kept longer. 对公转账, once announced, keeps them until the money can have arrived.
 */
export const orderLifetimes: Record<Buyer['kind'], number> = { trainee: minutes(30), enterprise: days(3) }

/** How long an order waits for a transfer that its buyer has announced: banks take days, and offices longer. */
export const transferLifetime = days(15)

/** What stands as the provider of money that came by 对公转账: the bank's statement, read by finance. */
export const transferProvider = 'transfer'

/** 18 digits, the day first: what people read out on the telephone, and what gateways take as out_trade_no (6–32 characters). */
export const newOrderNumber = (now: Date) =>
  `${formatDay(now).replaceAll('-', '')}${Array.from({ length: 10 }, () => randomInt(10)).join('')}`

/** What an order is called where there is room for one line. `single`: for single courses, else for people in a class. */
export const orderTitle = (first: string, items: number, single: boolean) =>
  items < 2 ? first : single ? `${first} 等 ${items} 门课程` : `${first}（${items} 人）`
