import { AlipaySdk, type AlipaySdkCommonResult } from 'alipay-sdk'
import { z } from 'zod'
import type { AlipaySettings } from '@/lib/shared/alipay-settings'
import { inBeijing } from '@/lib/shared/time'
import { readBody } from '@/lib/shared/upload'
import { readAlipayBill } from './alipay-bill'
import { BillUnreadable, mostBillBytes } from './bill-text'
import { type Gateway, GatewayRefused, type PaymentNotice, type RefundFound } from './gateway'

/*
 * 支付宝: 电脑网站支付 (alipay.trade.page.pay) and 手机网站支付 (alipay.trade.wap.pay), opendocs.alipay.com/open/270 and /203. The payer's page is an address
 * that we sign; 支付宝 knows of the trade from the moment somebody signs in there.
 */

/** 支付宝 writes and reads Beijing time, whatever clock the machine has. */
const beijing = (at: Date) => inBeijing(at).replace('T', ' ')
const fromBeijing = (text: string) => new Date(`${text.replace(' ', 'T')}+08:00`)

/** 120.00 */
const yuan = (fen: number) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
const amountFen = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,2})?$/)
  .transform((text) => Math.round(Number(text) * 100))
const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
  .transform(fromBeijing)

const Trade = z.object({
  outTradeNo: z.string(),
  tradeNo: z.string(),
  tradeStatus: z.enum(['WAIT_BUYER_PAY', 'TRADE_CLOSED', 'TRADE_SUCCESS', 'TRADE_FINISHED']),
  totalAmount: amountFen,
  sendPayDate: moment.optional(),
})

const Notice = z.object({
  app_id: z.string(),
  seller_id: z.string(),
  sign_type: z.literal('RSA2'), // the library would take SHA-1
  trade_status: z.string(),
  out_trade_no: z.string(),
  trade_no: z.string(),
  total_amount: amountFen,
  gmt_payment: moment.optional(),
})

const paid = ['TRADE_SUCCESS', 'TRADE_FINISHED'] // the second: no refund is possible any more

/** Told by no answer of the trade itself, but by that it was not there. */
const unheardOf = 'ACQ.TRADE_NOT_EXIST'
/** Not made yet, or nothing moved that day. */
const noBill = ['isp.bill_not_exist', 'isv.bill_not_exist', 'BILL_NOT_EXIST', 'ACQ.BILL_NOT_EXIST']
/** What may be asked again: 支付宝 does not know itself. */
const passing = /SYSTEM_ERROR|^isp\.|^aop\.(ACQ\.)?SYSTEM/

/** Of an answer that is no success; the library has made its names camelCase. */
const codeOf = ({ code, subCode }: AlipaySdkCommonResult): string | undefined => (code === '10000' ? undefined : (subCode ?? code))

export function alipay(settings: AlipaySettings): Gateway {
  const { appId, sellerId, privateKey, proof, gateway } = settings
  const sdk = new AlipaySdk({
    appId,
    privateKey,
    keyType: 'PKCS8',
    gateway,
    ...('publicKey' in proof
      ? { alipayPublicKey: proof.publicKey }
      : { appCertContent: proof.appCert, alipayPublicCertContent: proof.alipayCert, alipayRootCertContent: proof.rootCert }),
  })

  /** @returns the answer, signed by 支付宝; also one that is no success, when its code is `expected` */
  async function ask(method: string, bizContent: object, expected: string[] = []): Promise<AlipaySdkCommonResult> {
    const answer = await sdk.exec(method, { bizContent, timestamp: beijing(new Date()) }, { validateSign: true })
    const code = codeOf(answer)
    if (!code || expected.includes(code)) return answer
    if (answer.code === '20000' || passing.test(code)) throw new Error(`${method}: ${code}`)
    throw new GatewayRefused(`${answer.subMsg ?? answer.msg}（${code}）`)
  }
  const noticeOf = (trade: z.output<typeof Trade>, method: string): PaymentNotice => ({
    chargeNumber: trade.outTradeNo,
    tradeNumber: trade.tradeNo,
    amountFen: trade.totalAmount,
    method,
    paidAt: trade.sendPayDate ?? new Date(),
  })

  async function query(number: string) {
    const answer = await ask('alipay.trade.query', { out_trade_no: number }, [unheardOf])
    if (codeOf(answer)) return { state: 'unknown' as const }
    const trade = Trade.parse(answer)
    if (paid.includes(trade.tradeStatus)) return { state: 'paid' as const, notice: noticeOf(trade, 'alipay') }
    return { state: trade.tradeStatus === 'WAIT_BUYER_PAY' ? ('open' as const) : ('closed' as const) }
  }

  return {
    provider: 'alipay',
    origins: [new URL(gateway).origin, 'https://*.alipay.com'], // its gateway sends the payer on
    methods: [
      { id: 'page', name: '支付宝', hint: '到支付宝页面登录或扫码付款', icon: 'wallet', on: 'desktop' },
      { id: 'wap', name: '支付宝', hint: '打开支付宝付款', icon: 'wallet', on: 'phone' },
    ],

    async charge({ number, amountFen: fen, subject, method, expiresAt, returnUrl, notifyUrl }) {
      const wap = method === 'wap'
      return sdk.pageExecute(`alipay.trade.${method}.pay`, 'GET', {
        bizContent: {
          out_trade_no: number,
          total_amount: yuan(fen),
          subject: subject.replace(/[/=&]/g, ' ').slice(0, 120),
          product_code: wap ? 'QUICK_WAP_WAY' : 'FAST_INSTANT_TRADE_PAY',
          time_expire: beijing(expiresAt),
          ...(wap && { quit_url: returnUrl }),
        },
        timestamp: beijing(new Date()),
        returnUrl,
        notifyUrl,
      })
    },

    query,

    async close(number) {
      const answer = await ask('alipay.trade.close', { out_trade_no: number }, [
        unheardOf,
        'ACQ.TRADE_STATUS_ERROR',
        'ACQ.REASON_TRADE_STATUS_INVALID',
      ])
      const code = codeOf(answer)
      if (!code || code === unheardOf) return null // its time is over, too: time_expire
      const found = await query(number)
      return found.state === 'paid' ? found.notice : null
    },

    async refund({ number, chargeNumber, amountFen: fen, reason }): Promise<RefundFound> {
      const answer = await ask('alipay.trade.refund', {
        out_trade_no: chargeNumber,
        refund_amount: yuan(fen),
        out_request_no: number,
        refund_reason: reason.slice(0, 120),
      })
      return answer.fundChange === 'Y' ? { state: 'done', doneAt: new Date() } : { state: 'accepted' }
    },

    async queryRefund({ number, chargeNumber }): Promise<RefundFound> {
      const answer = await ask('alipay.trade.fastpay.refund.query', { out_trade_no: chargeNumber, out_request_no: number }, [unheardOf])
      return answer.refundStatus === 'REFUND_SUCCESS' ? { state: 'done', doneAt: new Date() } : { state: 'unknown' }
    },

    billedAt: 9,
    async bill(day, signal) {
      const answer = await ask('alipay.data.dataservice.bill.downloadurl.query', { bill_type: 'trade', bill_date: day }, noBill)
      if (codeOf(answer)) return null
      const { protocol, origin, hostname } = new URL(String(answer.billDownloadUrl))
      const theirs = origin === new URL(gateway).origin || (/^https?:$/.test(protocol) && hostname.endsWith('.alipay.com'))
      if (!theirs) throw new BillUnreadable(`its bill is at ${hostname}`)
      const file = await fetch(String(answer.billDownloadUrl), { cache: 'no-store', signal })
      const bytes = file.ok && (await readBody(file, mostBillBytes))
      if (!bytes) throw new BillUnreadable(`${file.status}, or too large`)
      return readAlipayBill(bytes)
    },

    readNotice(_headers, body) {
      const fields = Object.fromEntries(new URLSearchParams(body))
      const notice = Notice.safeParse(fields)
      if (!notice.success || !sdk.checkNotifySignV2(fields)) return null
      const { app_id, seller_id, trade_status, out_trade_no, trade_no, total_amount, gmt_payment } = notice.data
      if (app_id !== appId || seller_id !== sellerId) return null
      if (!paid.includes(trade_status)) return 'nothing' // waiting, closed, or all of it given back
      return {
        chargeNumber: out_trade_no,
        tradeNumber: trade_no,
        amountFen: total_amount,
        method: 'alipay',
        paidAt: gmt_payment ?? new Date(),
      }
    },

    answerNotice: (booked) => new Response(booked ? 'success' : 'fail'),
  }
}
