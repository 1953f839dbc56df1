import { and, eq, gt, isNull } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { orderItems, refundRequests } from '@/db/schema/checkout'
import { announceTransfer } from '@/lib/checkout/announce-transfer'
import { confirmPayment } from '@/lib/checkout/confirm-payment'
import { confirmTransfer } from '@/lib/checkout/confirm-transfer'
import { approveRefund, declineRefund } from '@/lib/checkout/decide-refund'
import { cancelOrder, expireOrders } from '@/lib/checkout/end-order'
import { makeRefund, recordReturn, retryRefund } from '@/lib/checkout/make-refund'
import { getOrder } from '@/lib/checkout/queries'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { requestRefund } from '@/lib/checkout/request-refund'
import { withdrawTransfer } from '@/lib/checkout/withdraw-transfer'
import { reconcileDay } from '@/lib/reconciliation/reconcile-day'
import { merchantCalls } from '@/lib/sandbox-bank/trades'
import type { Buyer, Ctx } from '@/lib/shared/context'
import { days, formatDay, later, minutes } from '@/lib/shared/time'
import { bankNotice, noticeFor, payAtBank, payTooLate } from '../support/bank'
import { behave, misbehave } from '../support/bank-line'
import { addsUp } from '../support/bills'
import { refundsOf } from '../support/books'
import { Killed, killing } from '../support/killing'
import { aMarket, checkBooks, type Market, place } from '../support/market'
import { outcome } from '../support/outcome'
import { aStaff } from '../support/staff'
import { asSystem, at, noon } from '../support/world'

/** Whatever people, the bank, the staff and the jobs do, in whatever order, killed or not: the books add up after every step. */

type Act = (me: Ctx<Buyer>, orderId: string) => Promise<unknown>

const system = (me: Ctx) => ({ ...asSystem(me.now), db: me.db })

/** The bank's notice, if there is one. */
const hear: Act = async (me, orderId) => {
  const notice = await bankNotice(me, orderId)
  if (notice) await receivePayment(system(me), 'sandbox', notice)
}

const decide =
  (grant: boolean): Act =>
  async (me, orderId) => {
    const mine = and(eq(refundRequests.buyerId, me.actor.id), eq(refundRequests.orderId, orderId), eq(refundRequests.status, 'open'))
    const [request] = await db().select().from(refundRequests).where(mine)
    if (!request) return
    const clerk = aStaff('finance', me.now)
    const key = { buyerId: me.actor.id, requestId: request.id }
    return outcome(grant ? approveRefund(clerk, key) : declineRefund(clerk, { ...key, answer: '不符合条件' }))
  }

/** Refunds that the sandbox bank knows of; it never saw the money that was paid elsewhere. */
const owed = async (orderId: string) => (await refundsOf(orderId)).filter(({ tradeNumber }) => tradeNumber.startsWith('SB'))

/** 单项退款: of the first item that still stands. */
const askForOne: Act = async (me, orderId) => {
  const live = and(eq(orderItems.orderId, orderId), isNull(orderItems.endedAt), gt(orderItems.amountFen, 0))
  const [item] = await db().select({ id: orderItems.id }).from(orderItems).where(live).orderBy(orderItems.id)
  if (item) await outcome(requestRefund(me, { orderId, itemId: item.id, reason: '一人离职' }))
}

/** 对公转账, of which finance finds so much on the statement. */
let statements = 0
const transferred =
  (found: (amountFen: number) => number): Act =>
  async (me, orderId) => {
    const { order } = await getOrder(me, orderId)
    const [amountFen, clerk] = [found(order.amountFen), aStaff('finance', me.now)]
    const line = { amountFen, reference: `BANK-${process.pid}-${++statements}`, paidOn: formatDay(me.now), differs: true }
    if (amountFen) await outcome(confirmTransfer({ ...clerk, db: me.db }, { buyerId: me.actor.id, orderId, ...line }))
  }

/** What may befall an order. Refusals are answers; anything else that is thrown fails the test. */
const acts: Record<string, Act> = {
  'pay, unheard of': (me, orderId) => outcome(payAtBank(me, orderId)),
  'hear from the bank': hear,
  'come back': confirmPayment,
  'pay too late': async (me, orderId) => {
    if ((await getOrder(me, orderId)).order.amountFen === 0) return
    await payTooLate(me, orderId)
    await hear(me, orderId)
  },
  'pay elsewhere': async (me, orderId) => {
    if ((await getOrder(me, orderId)).order.amountFen === 0) return
    await receivePayment(system(me), 'sandbox', await noticeFor(me, orderId, { tradeNumber: `elsewhere-${orderId}` }))
  },
  cancel: (me, orderId) => outcome(cancelOrder(me, orderId)),
  'ask for a refund': (me, orderId) => outcome(requestRefund(me, { orderId, reason: '不学了' })),
  'ask for one back': askForOne,
  grant: decide(true),
  decline: decide(false),
  refund: async (me, orderId) => {
    for (const { key } of await owed(orderId)) await makeRefund(system(me), key)
  },
  'announce a transfer': (me, orderId) => outcome(announceTransfer(me, orderId)),
  'withdraw it': (me, orderId) => outcome(withdrawTransfer(me, orderId)),
  'half of it comes': transferred((amountFen) => Math.ceil(amountFen / 2)),
  'it comes': transferred((amountFen) => amountFen),
  'too much comes': transferred((amountFen) => amountFen + 50),
  'give back by hand': async (me, orderId) => {
    for (const { key } of await refundsOf(orderId))
      await outcome(recordReturn(aStaff('finance', me.now), { ...key, reference: `BY-HAND-${key.refundId}` }))
  },
  'refund, turned down': async (me, orderId) => {
    misbehave('refuses', 'refund')
    for (const { key } of await owed(orderId)) await makeRefund(system(me), key).finally(behave)
  },
  'ask once more': async (me, orderId) => {
    for (const { key } of await owed(orderId)) await outcome(retryRefund(aStaff('finance', me.now), key))
  },
  'refund, unheard of': async (me, orderId) => {
    for (const { tradeNumber, amountFen, key } of await owed(orderId))
      await merchantCalls.refund({ refundNumber: key.refundId, tradeNumber, amountFen, at: me.now })
  },
}

type Step = { act: string; who: number; which: number; dies: number | null }
const step = (act: fc.Arbitrary<string>) =>
  fc.record({ act, who: fc.nat(4), which: fc.nat(4), dies: fc.option(fc.nat(6), { freq: 4, nil: null }) })
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: step(fc.constant('place')) },
    { weight: 2, arbitrary: step(fc.constantFrom('wait', 'wait and expire')) },
    { weight: 9, arbitrary: step(fc.constantFrom(...Object.keys(acts))) },
  ),
  { minLength: 20, maxLength: 30 },
)

/** Goes through every state of an order of every kind, so that the books are checked in each whatever the chance draws. */
const example: Step[] = (
  [
    ['place', 0, 0],
    ['wait and expire', 0],
    ['place', 1, 0],
    ['pay too late', 0],
    ['refund', 0],
    ['pay, unheard of', 1],
    ['come back', 1],
    ['pay elsewhere', 1],
    ['place', 2, 1],
    ['cancel', 2],
    ['place', 3, 2],
    ['pay, unheard of', 3],
    ['come back', 3],
    ['ask for a refund', 3],
    ['grant', 3],
    ['refund, unheard of', 3],
    ['refund', 3],
    ['place', 2, 2],
    ['wait and expire', 2],
    ['place', 2, 3],
    ['place', 2, 4],
    ['cancel', 2, 2],
    ['pay, unheard of', 2, 3],
    ['hear from the bank', 2, 3],
    ['ask for a refund', 2, 3],
    ['decline', 2, 3],
    ['ask for a refund', 2, 3],
    ['grant', 2, 3],
    ['place', 2, 4],
    ['place', 4],
    ['pay, unheard of', 4],
    ['come back', 4],
    ['ask for one back', 4],
    ['grant', 4],
    ['refund', 4],
    ['ask for one back', 4],
    ['ask for a refund', 4],
    ['grant', 4],
    ['refund, unheard of', 4],
    ['refund', 4],
    ['place', 4],
    ['announce a transfer', 4, 1],
    ['half of it comes', 4, 1],
    ['withdraw it', 4, 1],
    ['give back by hand', 4, 1],
    ['announce a transfer', 4, 1],
    ['half of it comes', 4, 1],
    ['too much comes', 4, 1],
    ['give back by hand', 4, 1],
    ['ask for a refund', 4, 1],
    ['grant', 4, 1],
    ['place', 0, 3],
    ['pay, unheard of', 0, 1],
    ['come back', 0, 1],
    ['pay too late', 0, 1],
    ['refund, turned down', 0, 1],
    ['ask once more', 0, 1],
    ['refund, turned down', 0, 1],
    ['give back by hand', 0, 1],
  ] as [string, number, number?][]
).map(([act, who, which = 0]) => ({ act, who, which, dies: null }))

/** One step; killed after some writes when the chance wants it so, and then nobody tries again by itself. */
async function take({ act, who, which, dies }: Step, market: Market, theirs: string[][], now: Date): Promise<void> {
  const alive = at(market.buyers[who]!, now)
  const me = dies === null ? alive : killing(alive, dies)
  const mine = theirs[who]!
  const work = async () => {
    if (act === 'wait and expire') await expireOrders(system(me))
    else if (act === 'place') await outcome(place(market, me, which).then((id) => mine.includes(id) || mine.push(id)))
    else if (act in acts && mine.length) await acts[act]!(me, mine[which % mine.length]!)
  }
  await work().catch((error) => {
    if (!(error instanceof Killed)) throw error
  })
}

/** Takes the steps in a market of their own, with a look into the books after each. @returns the states that orders went through */
async function walk(sequence: Step[]): Promise<Set<string>> {
  const market = await aMarket()
  const theirs: string[][] = [[], [], [], [], []]
  const seen = new Set<string>()
  let now = noon
  for (const one of sequence) {
    now = later(now, one.act.startsWith('wait') ? minutes(30) : 1000)
    await take(one, market, theirs, now)
    for (const status of await checkBooks(market)) seen.add(status)
  }
  return seen
}

/** Two seconds on a quiet machine; nothing is wrong when a busy one takes longer. */
const patient = { timeout: 90_000 }
const sentence = 'the money that came in is what orders cost plus what went back, and every seat and course has its order'

test(`${sentence}: through every state`, patient, async () => {
  expect([...(await walk(example))].sort()).toEqual(['cancelled', 'expired', 'paid', 'partly refunded', 'pending', 'refunded', 'refunding'])
  const day = { provider: 'sandbox', day: formatDay(noon) }
  expect((await reconcileDay(asSystem(later(noon, days(2))), day))!.lines).toBeGreaterThan(5)
  await addsUp(day) // with all that the bank never heard of
})

test(`${sentence}: whatever happens`, patient, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => void (await walk(sequence))),
    { numRuns: 12, interruptAfterTimeLimit: 6000 },
  )
})
