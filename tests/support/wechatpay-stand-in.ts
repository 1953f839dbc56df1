import { createCipheriv, createHash, createSign, createVerify, generateKeyPairSync, randomBytes } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import { listenHere } from './listen-here'

/**
 * 微信支付 APIv3, as far as a merchant sees it: verifies what is asked of it, signs what it answers and tells, and can be told to behave badly. Its keys
 * are made here. `npm run gateway:stand-in` runs it by hand: what a phone would scan is opened as /scan?code=….
 */

type Trade = {
  number: string
  id: string
  total: number
  description: string
  state: 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED'
  paidAt: string | null
  notifyUrl: string
  refunds: Map<string, { amount: number; status: 'SUCCESS' | 'PROCESSING' | 'ABNORMAL'; at: string }>
}

export type WechatpayManner =
  | 'well'
  | 'broken'
  | 'unsigned'
  | 'another key'
  | 'late clock'
  | 'busy'
  | 'no balance'
  | 'refund later'
  | 'refund abnormal'
  | 'bill cut off'
  | 'another bill'

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const inChina = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
class No extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

export class WechatpayStandIn {
  readonly mchid = '1900000001'
  readonly appid = 'wx0000000000000001'
  readonly serial = 'A'.repeat(40)
  readonly keyId = 'PUB_KEY_ID_0119000000012026'
  readonly apiKey = 'of-the-stand-in-0123456789012345'
  readonly appSecret = '0123456789abcdef0123456789abcdef'
  /** Codes that it gave to who was sent to be known: each is good once. */
  readonly #codes = new Map<string, string>()
  #merchant = pair()
  #own = pair()
  #other = pair()
  readonly trades = new Map<string, Trade>()
  manner: WechatpayManner = 'well'
  /** What its bills have beside its trades, and which of its trades and refunds they lack. */
  readonly elsewhere: { id: string; number: string; state: 'SUCCESS' | 'REFUND'; fen: number; at: string; refund?: string }[] = []
  readonly unbilled = new Set<string>()
  /** So many days ago is when it says that money moved: its bill of that day is there now. */
  daysBehind = 0
  #now = () => new Date(Date.now() - this.daysBehind * 86_400_000).toISOString().replace(/\.\d+Z$/, '+00:00')
  /** Numbers that an order was made for, each as often as it was. */
  readonly asked: string[] = []
  #server: Server | undefined
  origin = ''

  async open(port = 0): Promise<this> {
    const { server, origin } = await listenHere((request, response) => {
      this.#answer(request).then(
        ({ status, body, page, location }) => {
          const headers =
            page || location ? { 'content-type': 'text/html; charset=utf-8', ...(location && { location }) } : this.#signed(body)
          response.writeHead(status, headers).end(page ?? body)
        },
        (error) => response.writeHead(500).end(String(error)),
      )
    }, port)
    this.#server = server
    this.origin = origin
    return this
  }
  close = () => new Promise<void>((resolve) => this.#server!.close(() => resolve()))

  settings() {
    const text = (key: 'privateKey' | 'publicKey', of: ReturnType<typeof pair>) =>
      of[key].export({ format: 'der', type: key === 'privateKey' ? 'pkcs8' : 'spki' } as never).toString('base64')
    return {
      WECHATPAY_MCHID: this.mchid,
      WECHATPAY_APPID: this.appid,
      WECHATPAY_SERIAL: this.serial,
      WECHATPAY_PRIVATE_KEY: text('privateKey', this.#merchant),
      WECHATPAY_API_KEY: this.apiKey,
      WECHATPAY_PUBLIC_KEY: text('publicKey', this.#own),
      WECHATPAY_PUBLIC_KEY_ID: this.keyId,
      WECHATPAY_GATEWAY: this.origin,
      WECHATPAY_APP_SECRET: this.appSecret,
      WECHATPAY_OPEN: this.origin,
    }
  }

  /** The headers of an answer or a notice, for exactly this body. */
  #signed(body: string, change: { at?: number; key?: ReturnType<typeof pair>; serial?: string } = {}): Record<string, string> {
    const late = this.manner === 'late clock' ? 3600 : 0
    const timestamp = String(change.at ?? Math.floor(Date.now() / 1000) - late)
    const nonce = randomBytes(16).toString('hex')
    const key = change.key ?? (this.manner === 'another key' ? this.#other : this.#own)
    const signature = createSign('RSA-SHA256').update(`${timestamp}\n${nonce}\n${body}\n`).sign(key.privateKey, 'base64')
    if (this.manner === 'unsigned') return { 'content-type': 'application/json' }
    return {
      'content-type': 'application/json',
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-signature': signature,
      'wechatpay-serial': change.serial ?? this.keyId,
    }
  }

  #holds(request: IncomingMessage, body: string): boolean {
    const fields = Object.fromEntries(
      [...(request.headers.authorization ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    )
    const text = `${request.method}\n${request.url}\n${fields.timestamp}\n${fields.nonce_str}\n${body}\n`
    const ours = fields.mchid === this.mchid && fields.serial_no === this.serial && request.headers['wechatpay-serial'] === this.keyId
    return (
      ours &&
      createVerify('RSA-SHA256')
        .update(text)
        .verify(this.#merchant.publicKey, fields.signature ?? '', 'base64')
    )
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: string; page?: string; location?: string }> {
    const url = new URL(request.url!, this.origin)
    if (url.pathname === '/connect/oauth2/authorize') return this.#authorize(url.searchParams)
    if (url.pathname === '/sns/oauth2/access_token') return { status: 200, body: '', page: JSON.stringify(this.#whoIs(url.searchParams)) }
    const body = Buffer.concat(await request.toArray()).toString()
    if (url.pathname === '/scan' || url.pathname === '/h5') return this.#page(url, body)
    if (this.manner === 'broken') return { status: 502, body: '' }
    try {
      if (!this.#holds(request, body)) throw new No(401, 'SIGN_ERROR', '签名错误')
      if (url.pathname === '/v3/billdownload/file') return { status: 200, body: '', page: this.billOf(url.searchParams.get('token')!) }
      if (this.manner === 'busy') throw new No(500, 'SYSTEM_ERROR', '系统错误')
      const told = this.#do(request.method!, url, body ? JSON.parse(body) : {})
      return told ? { status: 200, body: JSON.stringify(told) } : { status: 204, body: '' }
    } catch (error) {
      if (!(error instanceof No)) throw error
      return { status: error.status, body: JSON.stringify({ code: error.code, message: error.message }) }
    }
  }

  #do(method: string, url: URL, told: Record<string, never>): object | null {
    const [, number, close] = /out-trade-no\/(\w+)(\/close)?$/.exec(url.pathname) ?? []
    const [, way] = /\/transactions\/(native|h5|jsapi)$/.exec(url.pathname) ?? []
    if (way) return this.#order(way as 'native' | 'h5' | 'jsapi', told)
    if (close) return this.#end(number!)
    if (url.pathname === '/v3/bill/tradebill') return this.#bill(url.searchParams.get('bill_date')!)
    if (number) return this.told(number)
    if (method === 'POST' && url.pathname === '/v3/refund/domestic/refunds') return this.#refund(told)
    const [, refund] = /\/v3\/refund\/domestic\/refunds\/([\w-]+)$/.exec(url.pathname) ?? []
    const found = refund && [...this.trades.values()].map(({ refunds }) => refunds.get(refund)).find(Boolean)
    if (!found) throw new No(404, 'RESOURCE_NOT_EXISTS', '退款单不存在')
    return this.#refundTold(found)
  }

  /** snsapi_base: nobody is asked, the payer is sent back at once. */
  #authorize(asked: URLSearchParams): { status: number; body: string; location: string } {
    const code = randomBytes(8).toString('hex')
    this.#codes.set(code, 'o-of-the-payer')
    const back = new URL(asked.get('redirect_uri')!)
    back.searchParams.set('code', code)
    back.searchParams.set('state', asked.get('state')!)
    if (asked.get('appid') !== this.appid || asked.get('scope') !== 'snsapi_base') throw new Error('scope or appid')
    return { status: 302, body: '', location: back.href }
  }

  #whoIs(asked: URLSearchParams): object {
    if (asked.get('appid') !== this.appid || asked.get('secret') !== this.appSecret) return { errcode: 40125, errmsg: 'invalid appsecret' }
    const openid = this.#codes.get(asked.get('code') ?? '')
    this.#codes.delete(asked.get('code') ?? '')
    return openid ? { access_token: 'a', openid } : { errcode: 40163, errmsg: 'code been used' }
  }

  /** WeChat's window over a page: believes nothing that the merchant did not sign. @returns what the page is told */
  async window(request: Record<string, string>, pays = true): Promise<string> {
    const { appId, timeStamp, nonceStr, package: prepay, signType, paySign } = request
    const holds =
      signType === 'RSA' &&
      appId === this.appid &&
      createVerify('RSA-SHA256')
        .update(`${appId}\n${timeStamp}\n${nonceStr}\n${prepay}\n`)
        .verify(this.#merchant.publicKey, paySign!, 'base64')
    const number = prepay?.replace('prepay_id=wx', '') ?? ''
    if (!holds || !this.trades.has(number)) return 'get_brand_wcpay_request:fail'
    if (!pays) return 'get_brand_wcpay_request:cancel'
    await this.pay(number)
    return 'get_brand_wcpay_request:ok'
  }

  #order(way: 'native' | 'h5' | 'jsapi', told: Record<string, never>): object {
    const h5 = way === 'h5'
    const {
      out_trade_no: number,
      amount,
      description,
      notify_url,
      appid,
      mchid,
      time_expire,
      scene_info,
      payer,
    } = told as unknown as {
      out_trade_no: string
      amount: { total: number }
      description: string
      notify_url: string
      appid: string
      mchid: string
      time_expire: string
      scene_info?: { payer_client_ip: string }
      payer?: { openid: string }
    }
    if (appid !== this.appid || mchid !== this.mchid) throw new No(400, 'APPID_MCHID_NOT_MATCH', '商户号与appid不匹配')
    if (
      !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/.test(time_expire) ||
      (h5 && !scene_info?.payer_client_ip) ||
      (way === 'jsapi' && payer?.openid !== 'o-of-the-payer')
    )
      throw new No(400, 'PARAM_ERROR', '参数错误')
    this.asked.push(number)
    const known = this.trades.get(number)
    if (known && known.total !== amount.total) throw new No(400, 'INVALID_REQUEST', '同一笔订单号的金额不一致')
    if (known?.state === 'CLOSED') throw new No(400, 'ORDER_CLOSED', '订单已关闭')
    if (known?.state === 'SUCCESS') throw new No(400, 'ORDERPAID', '该订单已支付')
    if (!known)
      this.trades.set(number, {
        number,
        id: `4200${number}`,
        total: amount.total,
        description,
        state: 'NOTPAY',
        paidAt: null,
        notifyUrl: notify_url,
        refunds: new Map(),
      })
    if (way === 'jsapi') return { prepay_id: `wx${number}` }
    return h5 ? { h5_url: `${this.origin}/h5?number=${number}` } : { code_url: `weixin://wxpay/bizpayurl?pr=${number}` }
  }

  #end(number: string): null {
    const trade = this.trades.get(number)
    if (!trade) throw new No(404, 'ORDER_NOT_EXIST', '订单不存在')
    if (trade.paidAt) throw new No(400, 'ORDERPAID', '该订单已支付')
    trade.state = 'CLOSED'
    return null
  }

  told(number: string): object {
    const trade = this.trades.get(number)
    if (!trade) throw new No(404, 'ORDER_NOT_EXIST', '订单不存在')
    return {
      appid: this.appid,
      mchid: this.mchid,
      out_trade_no: number,
      trade_state: trade.state,
      ...(trade.paidAt && { transaction_id: trade.id, success_time: trade.paidAt }),
      amount: { total: trade.total, payer_total: trade.total, currency: 'CNY' },
    }
  }

  #refund(told: Record<string, never>): object {
    const { out_trade_no, out_refund_no, amount } = told as unknown as {
      out_trade_no: string
      out_refund_no: string
      amount: { refund: number; total: number }
    }
    const trade = this.trades.get(out_trade_no)
    if (!trade?.paidAt || trade.total !== amount.total) throw new No(404, 'RESOURCE_NOT_EXISTS', '订单不存在')
    if (this.manner === 'no balance') throw new No(403, 'NOT_ENOUGH', '基本账户余额不足')
    const back = [...trade.refunds.values()].reduce((sum, one) => sum + one.amount, 0)
    if (!trade.refunds.has(out_refund_no) && back + amount.refund > trade.total)
      throw new No(400, 'INVALID_REQUEST', '退款金额大于支付金额')
    const status = this.manner === 'refund later' ? 'PROCESSING' : this.manner === 'refund abnormal' ? 'ABNORMAL' : 'SUCCESS'
    if (!trade.refunds.has(out_refund_no)) trade.refunds.set(out_refund_no, { amount: amount.refund, status, at: this.#now() })
    trade.state = 'REFUND'
    return this.#refundTold(trade.refunds.get(out_refund_no)!)
  }

  #refundTold(refund: { amount: number; status: string }): object {
    if (this.manner === 'well' && refund.status === 'PROCESSING') refund.status = 'SUCCESS'
    return { status: refund.status, ...(refund.status === 'SUCCESS' && { success_time: this.#now() }) }
  }

  #bill(day: string): object {
    if (!this.#billed(day).length) throw new No(400, 'NO_STATEMENT_EXIST', '账单文件不存在')
    const told = this.manner === 'another bill' ? `${this.billOf(day)} ` : this.billOf(day)
    const hash_value = createHash('sha1').update(told).digest('hex')
    return { hash_type: 'SHA1', hash_value, download_url: `${this.origin}/v3/billdownload/file?token=${day}` }
  }

  #billed(day: string) {
    const ours = [...this.trades.values()].flatMap((trade) => [
      ...(trade.paidAt
        ? [{ id: trade.id, number: trade.number, state: 'SUCCESS' as const, fen: trade.total, at: trade.paidAt, refund: '0' }]
        : []),
      ...[...trade.refunds].map(([refund, { amount, at }]) => {
        return { id: trade.id, number: trade.number, state: 'REFUND' as const, fen: amount, at, refund }
      }),
    ])
    const listed = ours.filter(({ number, refund, state }) => !this.unbilled.has(state === 'SUCCESS' ? number : refund))
    return [...listed, ...this.elsewhere].filter(({ at }) => inChina(at).startsWith(day))
  }

  /** 交易账单 of a day (ALL): backquotes before every field, and the sums below. */
  billOf(day: string): string {
    const yuan = (amount: number) => (amount / 100).toFixed(2)
    const lines = this.#billed(day).map(({ id, number, state, fen, at, refund = '0' }) => {
      const back = state === 'REFUND'
      const fee = ((back ? -fen : fen) * 0.006) / 100
      const [paid, returned] = back ? ['0.00', yuan(fen)] : [yuan(fen), '0.00']
      const cells = [inChina(at), this.appid, this.mchid, '0', '', id, number, 'openid', 'NATIVE', state, 'OTHERS', 'CNY', paid, '0.00']
      const refunded = back ? ['5030', refund, returned, '0.00', 'ORIGINAL', 'SUCCESS'] : ['0', '0', '0.00', '0.00', '', '']
      return [...cells, ...refunded, '培训, 报名', '', fee.toFixed(5), '0.60%', paid, returned, ''].map((cell) => `\`${cell}`).join(',')
    })
    const sum = (state: string) => yuan(this.#billed(day).reduce((total, line) => total + (line.state === state ? line.fen : 0), 0))
    return [
      '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注',
      ...lines.slice(this.manner === 'bill cut off' ? 1 : 0),
      '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额',
      `\`${lines.length},\`${sum('SUCCESS')},\`${sum('REFUND')},\`0.00,\`0.00,\`${sum('SUCCESS')},\`${sum('REFUND')}`,
      '',
    ].join('\r\n')
  }

  /** What the payer sees in WeChat. */
  async #page(url: URL, body: string): Promise<{ status: number; body: string; page: string }> {
    const number = url.searchParams.get('number') ?? new URL(url.searchParams.get('code') ?? 'weixin://x').searchParams.get('pr') ?? ''
    const trade = this.trades.get(number)
    if (body && trade) await this.pay(number)
    const back = url.searchParams.get('redirect_url')
    const action = body
      ? back
        ? `<a href="${back.replace(/"/g, '')}">完成</a>`
        : '<p>支付成功</p>'
      : '<form method="post"><input type="hidden" name="pay" value="1"><button>立即支付</button></form>'
    const page = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>微信支付（替身）</title><h1>微信支付（替身）</h1><p>¥${((trade?.total ?? 0) / 100).toFixed(2)}</p>${trade?.state === 'CLOSED' ? '<p>订单已关闭</p>' : action}</html>`
    return { status: 200, body: '', page }
  }

  async pay(number: string, tell = true): Promise<void> {
    const trade = this.trades.get(number)!
    if (trade.state !== 'NOTPAY') return
    Object.assign(trade, { state: 'SUCCESS', paidAt: this.#now() })
    if (tell) await this.tell(number)
  }

  /** A notice: headers and body. `change` is encrypted and signed with it. */
  notice(number: string, change: object = {}, by: { at?: number; otherKey?: boolean; serial?: string; event?: string } = {}) {
    const nonce = randomBytes(6).toString('hex')
    const cipher = createCipheriv('aes-256-gcm', this.apiKey, nonce).setAAD(Buffer.from('transaction'))
    const text = JSON.stringify({ ...this.told(number), ...change })
    const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64')
    const resource = { algorithm: 'AEAD_AES_256_GCM', ciphertext, nonce, associated_data: 'transaction', original_type: 'transaction' }
    const body = JSON.stringify({
      id: `n${number}`,
      event_type: by.event ?? 'TRANSACTION.SUCCESS',
      resource_type: 'encrypt-resource',
      resource,
    })
    const headers = this.#signed(body, { at: by.at, key: by.otherKey ? this.#other : this.#own, serial: by.serial })
    return { headers, body }
  }

  /** Sends it. @returns the status that the merchant answered */
  async tell(number: string, change: object = {}, by: Parameters<typeof this.notice>[2] = {}): Promise<number> {
    const response = await fetch(this.trades.get(number)!.notifyUrl, { method: 'POST', ...this.notice(number, change, by) })
    return response.status
  }
}
