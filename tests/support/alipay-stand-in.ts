import { createPrivateKey, createPublicKey, createSign, createVerify, generateKeyPairSync, type KeyObject } from 'node:crypto'
import fs from 'node:fs'
import type { IncomingMessage, Server } from 'node:http'
import { inGbk, zipped } from './gbk-zip'
import { listenHere } from './listen-here'

/**
 * 支付宝, as far as a merchant sees it: verifies what is asked of it, signs what it answers and tells, and can be told to behave badly. Its keys are made
 * here. `npm run gateway:stand-in` runs it by hand.
 */

type Trade = {
  number: string
  tradeNo: string
  amount: string
  subject: string
  status: 'WAIT_BUYER_PAY' | 'TRADE_CLOSED' | 'TRADE_SUCCESS' | 'TRADE_FINISHED'
  payDate: string | null
  notifyUrl: string
  returnUrl: string
  refunds: Map<string, { fen: number; at: string }>
}

/** A line of a bill that no trade here stands for, as of another business of the merchant's. */
export type BilledElsewhere = { tradeNo: string; number: string; kind: '交易' | '退款'; amount: string; at: string; request?: string }

export type AlipayManner = 'well' | 'slow' | 'broken' | 'unsigned' | 'another key' | 'busy' | 'no balance' | 'refund later' | 'bill cut off'

type Pair = { publicKey: KeyObject; privateKey: KeyObject }
const fixture = (name: string) => `tests/fixtures/alipay/${name}`
function certified(name: string): Pair {
  const key = fs.readFileSync(fixture(`${name}.key`))
  return { privateKey: createPrivateKey(key), publicKey: createPublicKey(key) }
}

const beijing = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
const sorted = (fields: Record<string, string>) =>
  Object.keys(fields)
    .filter((name) => fields[name] !== '')
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&')
const signed = (text: string, key: KeyObject, hash = 'RSA-SHA256') => createSign(hash).update(text, 'utf8').sign(key, 'base64')
const inHtml = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
const fen = (amount: string) => Math.round(Number(amount) * 100)

export class AlipayStandIn {
  readonly appId = '2021000000000001'
  readonly sellerId = '2088000000000001'
  readonly app: Pair
  readonly #own: Pair
  #other = generateKeyPairSync('rsa', { modulusLength: 2048 })
  readonly trades = new Map<string, Trade>()
  manner: AlipayManner = 'well'
  /** What its bills have beside its trades, and which of its trades they lack. */
  readonly elsewhere: BilledElsewhere[] = []
  readonly unbilled = new Set<string>()
  /** So many days ago is when it says that money moved: its bill of that day is there now. */
  daysBehind = 0
  #now = () => beijing(Date.now() - this.daysBehind * 86_400_000)
  /** Methods asked for, in order. */
  readonly asked: string[] = []
  #server: Server | undefined

  /** `byCertificate`: 证书模式, with the certificates of tests/fixtures/alipay. */
  constructor(readonly byCertificate = false) {
    this.app = byCertificate ? certified('app') : generateKeyPairSync('rsa', { modulusLength: 2048 })
    this.#own = byCertificate ? certified('alipay') : generateKeyPairSync('rsa', { modulusLength: 2048 })
  }

  /** Where it is. */
  origin = ''

  async open(port = 0): Promise<this> {
    const { server, origin } = await listenHere((request, response) => {
      this.#answer(request).then(
        ({ status = 200, type = 'application/json; charset=utf-8', body, location }) =>
          response.writeHead(status, { 'content-type': type, ...(location && { location }) }).end(body),
        (error) => response.writeHead(500).end(String(error)),
      )
    }, port)
    this.#server = server
    this.origin = origin
    return this
  }
  close = () => new Promise<void>((resolve) => this.#server!.close(() => resolve()))

  /** The settings of a portal that this 支付宝 knows. */
  settings() {
    return {
      ALIPAY_APP_ID: this.appId,
      ALIPAY_SELLER_ID: this.sellerId,
      ALIPAY_PRIVATE_KEY: this.app.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
      ...(this.byCertificate
        ? { ALIPAY_APP_CERT: fixture('app.crt'), ALIPAY_CERT: fixture('alipay.crt'), ALIPAY_ROOT_CERT: fixture('root.crt') }
        : { ALIPAY_PUBLIC_KEY: this.#own.publicKey.export({ format: 'der', type: 'spki' }).toString('base64') }),
      ALIPAY_GATEWAY: `${this.origin}/gateway.do`,
    }
  }

  async #answer(request: IncomingMessage): Promise<{ status?: number; type?: string; body?: string | Buffer; location?: string }> {
    const url = new URL(request.url!, this.origin)
    const body = Buffer.concat(await request.toArray()).toString()
    const form = new URLSearchParams(body)
    if (url.pathname === '/pay') {
      await this.pay(form.get('number')!)
      return { status: 303, location: this.trades.get(form.get('number')!)!.returnUrl }
    }
    if (url.pathname === '/bill') return { type: 'application/zip', body: await this.#billFile(url.searchParams.get('day')!) }
    if (url.pathname !== '/gateway.do') return { status: 404 }
    if (this.manner === 'broken') return { status: 502, body: 'Bad Gateway' }
    if (this.manner === 'slow') await new Promise((resolve) => setTimeout(resolve, 2000))
    const fields = Object.fromEntries([...url.searchParams, ...form]) as Record<string, string>
    const { sign, ...rest } = fields
    const method = fields.method!
    this.asked.push(method)
    const proved = !this.byCertificate || (fields.app_cert_sn && fields.alipay_root_cert_sn)
    const ours = proved && fields.sign_type === 'RSA2' && fields.app_id === this.appId
    const holds =
      ours &&
      createVerify('RSA-SHA256')
        .update(sorted(rest), 'utf8')
        .verify(this.app.publicKey, sign ?? '', 'base64')
    const page = /\.(page|wap)\.pay$/.test(method)
    if (!holds)
      return page
        ? { status: 400, type: 'text/plain', body: 'invalid-signature' }
        : this.#say(method, no('isv.invalid-signature', '验签出错'))
    if (Math.abs(Date.parse(`${fields.timestamp!.replace(' ', 'T')}+08:00`) - Date.now()) > 600_000)
      return this.#say(method, no('isv.invalid-timestamp', '非法的时间戳参数'))
    const biz = JSON.parse(fields.biz_content!) as Record<string, string>
    if (page) return this.#payPage(biz, fields)
    if (this.manner === 'busy') return this.#say(method, no('ACQ.SYSTEM_ERROR', '系统错误', '40004'))
    const does = this.#calls[method]
    return this.#say(method, does ? does(biz) : no('isv.invalid-method', '不存在的方法名'))
  }

  #say(method: string, told: object) {
    const text = JSON.stringify(told)
    const key = this.manner === 'another key' ? this.#other.privateKey : this.#own.privateKey
    const sign = this.manner === 'unsigned' ? '' : `,"sign":"${signed(text, key)}"`
    return { body: `{"${method.replaceAll('.', '_')}_response":${text}${sign}}` }
  }

  /** The payer has signed in: from now on 支付宝 knows the trade. */
  #payPage(biz: Record<string, string>, { notify_url, return_url }: Record<string, string>) {
    const number = biz.out_trade_no!
    const known = this.trades.get(number)
    const late = Date.parse(`${biz.time_expire!.replace(' ', 'T')}+08:00`) < Date.now()
    if (late || known?.status === 'TRADE_CLOSED') return { type: 'text/html; charset=utf-8', body: '<h1>交易已关闭</h1>' }
    if (!known)
      this.trades.set(number, {
        number,
        tradeNo: `2026${number}`.padEnd(28, '0'),
        amount: biz.total_amount!,
        subject: biz.subject!,
        status: 'WAIT_BUYER_PAY',
        payDate: null,
        notifyUrl: notify_url!,
        returnUrl: return_url!,
        refunds: new Map(),
      })
    const body = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>支付宝（替身）</title>
      <h1>支付宝（替身）</h1><p>${inHtml(biz.subject!)}</p><p>¥${inHtml(biz.total_amount!)}</p>
      <form method="post" action="/pay"><input type="hidden" name="number" value="${inHtml(number)}"><button>确认付款</button></form></html>`
    return { type: 'text/html; charset=utf-8', body }
  }

  #calls: Record<string, (biz: Record<string, string>) => object> = {
    'alipay.trade.query': ({ out_trade_no }) => {
      const trade = this.trades.get(out_trade_no!)
      if (!trade) return no('ACQ.TRADE_NOT_EXIST', '交易不存在', '40004')
      return yes({
        out_trade_no: trade.number,
        trade_no: trade.tradeNo,
        trade_status: trade.status,
        total_amount: trade.amount,
        ...(trade.payDate && { send_pay_date: trade.payDate }),
      })
    },
    'alipay.trade.close': ({ out_trade_no }) => {
      const trade = this.trades.get(out_trade_no!)
      if (!trade) return no('ACQ.TRADE_NOT_EXIST', '交易不存在', '40004')
      if (trade.status !== 'WAIT_BUYER_PAY') return no('ACQ.TRADE_STATUS_ERROR', '交易状态不合法', '40004')
      trade.status = 'TRADE_CLOSED'
      return yes({ out_trade_no: trade.number, trade_no: trade.tradeNo })
    },
    'alipay.trade.refund': ({ out_trade_no, out_request_no, refund_amount }) => {
      const trade = this.trades.get(out_trade_no!)
      if (!trade?.payDate) return no('ACQ.TRADE_NOT_EXIST', '交易不存在', '40004')
      if (this.manner === 'no balance') return no('ACQ.SELLER_BALANCE_NOT_ENOUGH', '商户的支付宝账户中无足够的资金进行撤销', '40004')
      const again = trade.refunds.has(out_request_no!)
      const back = [...trade.refunds.values()].reduce((sum, one) => sum + one.fen, 0)
      if (!again && back + fen(refund_amount!) > fen(trade.amount))
        return no('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', '退款金额大于支付金额', '40004')
      if (!again) trade.refunds.set(out_request_no!, { fen: fen(refund_amount!), at: this.#now() })
      const total = back + (again ? 0 : fen(refund_amount!))
      if (total === fen(trade.amount)) trade.status = 'TRADE_CLOSED'
      return yes({
        trade_no: trade.tradeNo,
        fund_change: again || this.manner === 'refund later' ? 'N' : 'Y',
        refund_fee: (total / 100).toFixed(2),
      })
    },
    'alipay.data.dataservice.bill.downloadurl.query': ({ bill_date }) =>
      this.billLines(bill_date!).length
        ? yes({ bill_download_url: `${this.origin}/bill?day=${bill_date}` })
        : no('isp.bill_not_exist', '账单不存在', '40004'),
    'alipay.trade.fastpay.refund.query': ({ out_trade_no, out_request_no }) => {
      const trade = this.trades.get(out_trade_no!)
      const known = trade?.refunds.has(out_request_no!) && this.manner !== 'refund later'
      return yes(known ? { out_request_no, trade_no: trade!.tradeNo, refund_status: 'REFUND_SUCCESS' } : {})
    },
  }

  /** The lines of a day, as the bill has them: 25 columns, ended by tabulators. */
  billLines(day: string): string[] {
    const line = (tradeNo: string, number: string, kind: string, subject: string, amount: string, at: string, request = '') => {
      const fee = kind === '交易' ? (-Math.round(fen(amount) * 0.006) / 100).toFixed(2) : '0.00'
      const zeros = Array(5).fill('0.00')
      const cells = [
        tradeNo,
        number,
        kind,
        subject,
        at,
        at,
        '',
        '',
        '',
        '',
        'abc***@example.com',
        amount,
        amount,
        ...zeros,
        '',
        '0.00',
        '0.00',
        request,
        fee,
      ]
      return [...cells, '0.00', ''].map((cell) => `${cell}\t`).join(',')
    }
    const ours = [...this.trades.values()].flatMap((trade) => [
      ...(trade.payDate?.startsWith(day) && !this.unbilled.has(trade.number)
        ? [line(trade.tradeNo, trade.number, '交易', trade.subject, trade.amount, trade.payDate)]
        : []),
      ...[...trade.refunds].flatMap(([request, { fen: back, at }]) =>
        at.startsWith(day) && !this.unbilled.has(request)
          ? [line(trade.tradeNo, trade.number, '退款', trade.subject, `-${(back / 100).toFixed(2)}`, at, request)]
          : [],
      ),
    ])
    const others = this.elsewhere.filter(({ at }) => at.startsWith(day))
    return [
      ...ours,
      ...others.map(({ tradeNo, number, kind, amount, at, request }) => line(tradeNo, number, kind, '讲座, 门票', amount, at, request)),
    ]
  }

  /** The zip file: details and sums, in GB 18030. */
  #billFile(day: string): Promise<Buffer> {
    const lines = this.billLines(day)
    const [paid, back] = ['交易', '退款'].map((kind) => lines.filter((line) => line.split('\t,')[2] === kind).length)
    const rule = '-'.repeat(40)
    const details = [
      '#支付宝业务明细查询',
      `#账号：[${this.sellerId}0156]`,
      `#起始日期：[${day} 00:00:00]   终止日期：[${day} 24:00:00]`,
      `#${rule}业务明细列表${rule}`,
      '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注',
      ...lines.slice(this.manner === 'bill cut off' ? 1 : 0),
      `#${rule}业务明细列表结束${rule}`,
      `#交易合计：${paid}笔，商家实收共0.00元，商家优惠共0.00元`,
      `#退款合计：${back}笔，商家实收退款共0.00元，商家优惠退款共0.00元`,
      '#导出时间：[2026年01月01日 06:27:10]',
      '',
    ]
    const name = `${this.sellerId}0156_${day.replaceAll('-', '')}_业务明细`
    return zipped([
      [inGbk(`${name}(汇总).csv`), inGbk('#支付宝业务汇总查询\r\n')],
      [inGbk(`${name}.csv`), inGbk(details.join('\r\n'))],
    ])
  }

  /** The payer opens the page and pays; the notice is sent when `tell` says so. */
  async pay(number: string, tell = true): Promise<void> {
    const trade = this.trades.get(number)!
    if (trade.status !== 'WAIT_BUYER_PAY') return
    trade.status = 'TRADE_SUCCESS'
    trade.payDate = this.#now()
    if (tell) await this.tell(number)
  }

  /** The fields of a notice, signed; `change` is signed with them, `hash` is how. */
  notice(number: string, change: Record<string, string> = {}, hash = 'RSA-SHA256'): string {
    const trade = this.trades.get(number)!
    const fields: Record<string, string> = {
      notify_type: 'trade_status_sync',
      notify_id: `n${number}`,
      app_id: this.appId,
      seller_id: this.sellerId,
      charset: 'utf-8',
      version: '1.0',
      trade_no: trade.tradeNo,
      out_trade_no: number,
      trade_status: trade.status,
      total_amount: trade.amount,
      subject: trade.subject,
      ...(trade.payDate && { gmt_payment: trade.payDate }),
      ...change,
    }
    const sign = signed(sorted(fields), this.#own.privateKey, hash) // without sign_type
    return new URLSearchParams({ ...fields, sign_type: hash === 'RSA-SHA256' ? 'RSA2' : 'RSA', sign }).toString()
  }

  /** Sends the notice. @returns what the merchant answered */
  async tell(number: string, change: Record<string, string> = {}): Promise<string> {
    const response = await fetch(this.trades.get(number)!.notifyUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: this.notice(number, change),
    })
    return response.text()
  }
}

const yes = (more: object) => ({ code: '10000', msg: 'Success', ...more })
const no = (sub_code: string, sub_msg: string, code = '40002') => ({ code, msg: 'Business Failed', sub_code, sub_msg })
