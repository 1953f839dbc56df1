import { createHash } from 'node:crypto'
import { Aes, Formatter, Rsa } from 'wechatpay-axios-plugin'
import { z } from 'zod'
import { inBeijing, minutes } from '@/lib/shared/time'
import { readBody } from '@/lib/shared/upload'
import type { WechatpaySettings } from '@/lib/shared/wechatpay-settings'
import { BillUnreadable, mostBillBytes } from './bill-text'
import { type ChargeFound, type Gateway, GatewayRefused, type PaymentNotice, type RefundFound } from './gateway'
import { readWechatpayBill } from './wechatpay-bill'

/*
 * 微信支付 APIv3: Native支付 (a code that a desktop shows and a phone scans) and H5支付 (in a phone's browser), pay.weixin.qq.com/doc/v3. Answers and
 * notices are verified before anything in them is believed, over `timestamp\nnonce\nbody\n`, with the key that their serial names.
 */

const Trade = z.object({
  out_trade_no: z.string(),
  transaction_id: z.string().optional(),
  trade_state: z.enum(['SUCCESS', 'REFUND', 'NOTPAY', 'CLOSED', 'REVOKED', 'USERPAYING', 'PAYERROR', 'ACCEPT']),
  success_time: z.coerce.date().optional(),
  amount: z.object({ total: z.int().positive(), currency: z.literal('CNY').default('CNY') }).optional(),
})
type Trade = z.output<typeof Trade>

const Refund = z.object({ status: z.enum(['SUCCESS', 'CLOSED', 'PROCESSING', 'ABNORMAL']), success_time: z.coerce.date().optional() })

const Envelope = z.object({
  event_type: z.string(),
  resource: z.object({
    algorithm: z.literal('AEAD_AES_256_GCM'),
    ciphertext: z.string(),
    nonce: z.string(),
    associated_data: z.string().default(''),
  }),
})
const Told = Trade.extend({ mchid: z.string(), appid: z.string() })

const Bill = z.object({ download_url: z.url({ protocol: /^https?$/ }), hash_type: z.literal('SHA1'), hash_value: z.string() })
/** Not made yet, or nothing moved that day. */
const noBill = ['NO_STATEMENT_EXIST', 'STATEMENT_CREATING']

const Refusal = z.object({ code: z.string(), message: z.string() })

/** RFC 3339, in Beijing time as 微信支付 writes it. */
const beijing = (at: Date) => `${inBeijing(at)}+08:00`

const paid = ['SUCCESS', 'REFUND'] // the second: paid, and some of it given back

/** Of api.weixin.qq.com, which does not sign: it is asked over TLS with the secret of the account. */
const Known = z.union([z.object({ openid: z.string().min(1) }), z.object({ errcode: z.number(), errmsg: z.string() })])

const prepaid = 'wxpay:prepay_id='

export function wechatpay({ mchid, appid, serial, privateKey, apiKey, keys, gateway, inside }: WechatpaySettings): Gateway {
  /** Whether 微信支付 signed exactly this, in the last five minutes. */
  function holds(headers: Headers, body: string, now: Date): boolean {
    const [timestamp, nonce, signature, by] = ['timestamp', 'nonce', 'signature', 'serial'].map(
      (name) => headers.get(`wechatpay-${name}`) ?? '',
    )
    const key = keys.get(by!)
    const fresh = Math.abs(now.getTime() - Number(timestamp) * 1000) < minutes(5)
    return fresh && key !== undefined && Rsa.verify(Formatter.response(timestamp!, nonce!, body), signature!, key)
  }

  function send(method: 'GET' | 'POST', address: string, body: string, signal: AbortSignal): Promise<Response> {
    const { pathname, search } = new URL(address)
    const [timestamp, nonce] = [Formatter.timestamp(), Formatter.nonce()]
    const signature = Rsa.sign(Formatter.request(method, pathname + search, timestamp, nonce, body), privateKey)
    return fetch(address, {
      method,
      ...(body && { body }),
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'user-agent': 'xueshi',
        authorization: Formatter.authorization(mchid, nonce, signature, timestamp, serial),
        'wechatpay-serial': [...keys.keys()][0]!,
      },
      cache: 'no-store',
      signal,
    })
  }

  /** @returns the answer; null for a no whose code is among `expected`; what is empty is {} */
  async function ask(
    method: 'GET' | 'POST',
    path: string,
    told: object | null,
    signal: AbortSignal,
    expected: string[] = [],
  ): Promise<unknown> {
    const response = await send(method, `${gateway}${path}`, told ? JSON.stringify(told) : '', signal)
    const answer = await response.text()
    if (!holds(response.headers, answer, new Date())) throw new Error(`${response.status}, not signed by 微信支付`)
    if (response.ok) return answer ? JSON.parse(answer) : {}
    const refusal = Refusal.parse(JSON.parse(answer))
    if (expected.includes(refusal.code)) return null
    if (response.status >= 500 || response.status === 429) throw new Error(`${path}: ${refusal.code}`)
    throw new GatewayRefused(`${refusal.message}（${refusal.code}）`)
  }

  const noticeOf = ({ out_trade_no, transaction_id, amount, success_time }: Trade): PaymentNotice => ({
    chargeNumber: out_trade_no,
    tradeNumber: transaction_id!,
    amountFen: amount!.total,
    method: 'wechat',
    paidAt: success_time ?? new Date(),
  })

  async function query(number: string, signal: AbortSignal): Promise<ChargeFound> {
    const answer = await ask('GET', `/v3/pay/transactions/out-trade-no/${number}?mchid=${mchid}`, null, signal, ['ORDER_NOT_EXIST'])
    if (!answer) return { state: 'unknown' }
    const trade = Trade.parse(answer)
    if (paid.includes(trade.trade_state)) return { state: 'paid', notice: noticeOf(trade) }
    return { state: trade.trade_state === 'CLOSED' || trade.trade_state === 'REVOKED' ? 'closed' : 'open' }
  }

  function stateOf(answer: unknown): RefundFound {
    const { status, success_time } = Refund.parse(answer)
    if (status === 'SUCCESS') return { state: 'done', doneAt: success_time ?? new Date() }
    if (status === 'PROCESSING') return { state: 'accepted' }
    return {
      state: 'failed',
      words: status === 'CLOSED' ? '退款已关闭（CLOSED）' : '退款异常，付款人的账户收不到款，请到商户平台处理（ABNORMAL）',
    }
  }

  return {
    provider: 'wechatpay',
    origins: [new URL(gateway).origin, 'https://wx.tenpay.com', ...(inside ? [new URL(inside.authorize).origin] : [])],
    methods: [
      { id: 'native', name: '微信支付', hint: '用手机微信扫二维码付款', icon: 'smartphone', on: 'desktop' },
      { id: 'h5', name: '微信支付', hint: '打开微信付款', icon: 'smartphone', on: 'phone' },
      ...(inside ? [{ id: 'jsapi', name: '微信支付', hint: '直接在微信里付款', icon: 'smartphone' as const, on: 'wechat' as const }] : []),
    ],

    ...(inside && {
      identity: {
        method: 'jsapi',
        address(returnUrl: string, state: string) {
          const asked = { appid, redirect_uri: returnUrl, response_type: 'code', scope: 'snsapi_base', state }
          return `${inside.authorize}?${new URLSearchParams(asked)}#wechat_redirect`
        },
        async payer(code: string, signal: AbortSignal) {
          const asked = new URLSearchParams({ appid, secret: inside.secret, code, grant_type: 'authorization_code' })
          const answer = Known.parse(await (await fetch(`${inside.token}?${asked}`, { cache: 'no-store', signal })).json())
          if ('openid' in answer) return answer.openid
          throw new GatewayRefused(`${answer.errmsg}（${answer.errcode}）`)
        },
      },
      bridge(address: string) {
        const [timeStamp, nonceStr, prepay] = [
          String(Formatter.timestamp()),
          Formatter.nonce(),
          `prepay_id=${address.slice(prepaid.length)}`,
        ]
        const paySign = Rsa.sign(Formatter.joinedByLineFeed(appid, timeStamp, nonceStr, prepay), privateKey)
        return { appId: appid, timeStamp, nonceStr, package: prepay, signType: 'RSA', paySign }
      },
    }),

    async charge({ number, amountFen, subject, method, expiresAt, payerAddress, payer, returnUrl, notifyUrl }, signal) {
      const order = {
        appid,
        mchid,
        description: subject.slice(0, 127),
        out_trade_no: number,
        time_expire: beijing(expiresAt),
        notify_url: notifyUrl,
        amount: { total: amountFen, currency: 'CNY' },
      }
      if (method === 'native') {
        const answer = await ask('POST', '/v3/pay/transactions/native', order, signal)
        return z.object({ code_url: z.string().startsWith('weixin:') }).parse(answer).code_url
      }
      if (method === 'jsapi') {
        const answer = await ask('POST', '/v3/pay/transactions/jsapi', { ...order, payer: { openid: payer } }, signal)
        return prepaid + z.object({ prepay_id: z.string().min(1) }).parse(answer).prepay_id
      }
      const scene = { payer_client_ip: payerAddress, h5_info: { type: 'Wap' } }
      const answer = await ask('POST', '/v3/pay/transactions/h5', { ...order, scene_info: scene }, signal)
      const { h5_url } = z.object({ h5_url: z.url({ protocol: /^https?$/ }) }).parse(answer)
      return `${h5_url}&redirect_url=${encodeURIComponent(returnUrl)}`
    },

    query,

    async close(number, signal) {
      const told = { mchid }
      const closed = await ask('POST', `/v3/pay/transactions/out-trade-no/${number}/close`, told, signal, [
        'ORDER_NOT_EXIST',
        'ORDER_CLOSED',
        'ORDERCLOSED',
        'ORDERPAID',
        'ORDER_PAID',
      ])
      if (closed) return null
      const found = await query(number, signal)
      return found.state === 'paid' ? found.notice : null
    },

    async refund({ number, chargeNumber, amountFen, paidFen, reason }, signal) {
      const told = {
        out_trade_no: chargeNumber,
        out_refund_no: number,
        reason: reason.slice(0, 80),
        amount: { refund: amountFen, total: paidFen, currency: 'CNY' },
      }
      return stateOf(await ask('POST', '/v3/refund/domestic/refunds', told, signal))
    },

    async queryRefund({ number }, signal) {
      const answer = await ask('GET', `/v3/refund/domestic/refunds/${number}`, null, signal, ['RESOURCE_NOT_EXISTS'])
      return answer ? stateOf(answer) : { state: 'unknown' }
    },

    billedAt: 10,
    async bill(day, signal) {
      const found = await ask('GET', `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL`, null, signal, noBill)
      if (!found) return null
      const { download_url, hash_value } = Bill.parse(found)
      const { origin, hostname } = new URL(download_url)
      if (origin !== new URL(gateway).origin && !hostname.endsWith('.weixin.qq.com')) throw new BillUnreadable(`its bill is at ${hostname}`)
      const file = await send('GET', download_url, '', signal)
      const bytes = file.ok && (await readBody(file, mostBillBytes))
      if (!bytes) throw new BillUnreadable(`${file.status}, or too large`)
      // The file itself is not signed; its sum stands in the answer that was.
      if (createHash('sha1').update(bytes).digest('hex') !== hash_value.toLowerCase()) throw new BillUnreadable('not what was announced')
      return readWechatpayBill(bytes.toString('utf8'))
    },

    readNotice(headers, body, now) {
      if (!holds(headers, body, now)) return null
      const envelope = Envelope.safeParse(JSON.parse(body))
      if (!envelope.success) return null
      const { event_type, resource } = envelope.data
      if (event_type !== 'TRANSACTION.SUCCESS') return 'nothing' // of refunds: they are asked about
      const text = Aes.AesGcm.decrypt(resource.ciphertext, apiKey, resource.nonce, resource.associated_data)
      const told = Told.safeParse(JSON.parse(text))
      if (!told.success || told.data.mchid !== mchid || told.data.appid !== appid || !told.data.amount || !told.data.transaction_id)
        return null
      return paid.includes(told.data.trade_state) ? noticeOf(told.data) : 'nothing'
    },

    answerNotice: (booked) =>
      booked ? new Response(null, { status: 204 }) : Response.json({ code: 'FAIL', message: '订单或金额不符' }, { status: 400 }),
  }
}
