import { z } from 'zod'
import { messageHolds, signMessage } from '@/lib/sandbox-bank/message'
import { env } from '@/lib/shared/env'
import { type Gateway, GatewayRefused, type PaymentNotice } from './gateway'

const Notice = z
  .object({
    orderNumber: z.string(),
    tradeNumber: z.string(),
    amountFen: z.int().positive(),
    method: z.string(),
    paidAt: z.coerce.date(),
  })
  .transform(({ orderNumber, ...rest }): PaymentNotice => ({ chargeNumber: orderNumber, ...rest }))

const Charged = z.object({ address: z.string() })
const Found = z.union([z.object({ state: z.literal('paid'), notice: Notice }), z.object({ state: z.enum(['open', 'closed', 'unknown']) })])
const Closed = z.object({ notice: Notice.nullable() })
const Refund = z.union([z.object({ state: z.literal('done'), doneAt: z.coerce.date() }), z.object({ state: z.literal('unknown') })])
const Bill = z.array(
  z.object({
    kind: z.enum(['payment', 'refund']),
    tradeNumber: z.string(),
    number: z.string(),
    amountFen: z.int().positive(),
    feeFen: z.int(),
    at: z.coerce.date(),
  }),
)
const No = z.object({ message: z.string() })

/** Both houses stand on this machine, whatever the portal is called outside. */
const here = (path: string) => `http://127.0.0.1:${env().port}${path}`

/** Asks the bank over the line, as any merchant. */
async function ask<T>(verb: string, told: object, expected: z.ZodType<T>, signal: AbortSignal): Promise<T> {
  const body = JSON.stringify(told)
  const response = await fetch(here(`/bank/api/${verb}`), {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...signMessage(body, new Date()) },
    signal,
  })
  const answer = await response.text()
  if (!messageHolds(response.headers, answer, new Date())) throw new Error(`${response.status}, not signed by the bank`)
  if (response.status === 400) throw new GatewayRefused(No.parse(JSON.parse(answer)).message)
  if (!response.ok) throw new Error(`the bank answered ${response.status}`)
  return expected.parse(JSON.parse(answer))
}

/** The portal's side of the sandbox bank (the bank itself: lib/sandbox-bank). */
export const sandbox: Gateway = {
  provider: 'sandbox',
  origins: [],
  methods: [
    { id: 'wechat', name: '微信支付', hint: '演示：到沙箱银行页面确认', icon: 'smartphone' },
    { id: 'alipay', name: '支付宝', hint: '演示：到沙箱银行页面确认', icon: 'wallet' },
    { id: 'bank', name: '银行卡（网上银行）', hint: '到银行页面付款，支持对公', icon: 'landmark' },
  ],

  async charge({ number, ...rest }, signal) {
    const notifyUrl = here('/api/payments/sandbox/notify')
    const { address } = await ask('charge', { orderNumber: number, ...rest, notifyUrl }, Charged, signal)
    return address
  },

  query: (orderNumber, signal) => ask('query', { orderNumber }, Found, signal),

  async close(orderNumber, signal) {
    const { notice } = await ask('close', { orderNumber }, Closed, signal)
    return notice
  },

  refund: ({ number, tradeNumber, amountFen }, signal) =>
    ask('refund', { refundNumber: number, tradeNumber, amountFen, at: new Date() }, Refund, signal),

  queryRefund: ({ number }, signal) => ask('query-refund', { refundNumber: number }, Refund, signal),

  billedAt: 0,
  async bill(day, signal) {
    const { lines } = await ask('bill', { day }, z.object({ lines: Bill }), signal)
    return lines.length ? lines : null
  },

  readNotice(headers, body, now) {
    if (!messageHolds(headers, body, now)) return null
    const notice = Notice.safeParse(JSON.parse(body))
    return notice.success ? notice.data : null
  },

  answerNotice: (booked) =>
    booked ? Response.json({ code: 'SUCCESS' }) : Response.json({ code: 'MISMATCH', message: '订单或金额不符' }, { status: 400 }),
}
