import type { Metadata } from 'next'
import { found } from '@/app/_components/found'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Icon } from '@/components/ui/icon'
import { KeyValue } from '@/components/ui/key-value'
import { Note } from '@/components/ui/note'
import { Phrase } from '@/components/ui/phrase'
import { pageCtx } from '@/lib/identity/session'
import { getTrade } from '@/lib/sandbox-bank/trades'
import { env } from '@/lib/shared/env'
import { formatMoney } from '@/lib/shared/money'
import { payAction } from './actions'

export const metadata: Metadata = { title: '沙箱银行' }

const titles = { waiting: '应付金额', paid: '已付金额', closed: '未付金额', refunded: '已退金额' }

type Props = { params: Promise<{ orderNumber: string }>; searchParams: Promise<{ token?: string }> }

const manners = { once: '付款成功，正常通知商户', twice: '通知两次', late: '一分钟后才通知', never: '不通知', fail: '付款失败，不扣款' }
const methods: Record<string, string> = { wechat: '微信支付', alipay: '支付宝', bank: '银行卡（网上银行）' }

/** The sandbox bank's own page: another house, which notifies the portal by itself. */
export default async function BankPage({ params, searchParams }: Props) {
  const { orderNumber } = await params
  const token = (await searchParams).token ?? ''
  const trade = await found(getTrade(await pageCtx(), orderNumber, token))
  const { pathname, search } = new URL(trade.returnUrl)
  return (
    <div className="bank grow">
      <header className="bank-top">
        <div className="wrap">
          <Icon name="landmark" />
          <span className="grow">沙箱银行 · 收银台</span>
          <span className="small nowrap">演示，不扣真钱</span>
        </div>
      </header>
      <main id="main" className="wrap">
        <div className="narrow form-stack">
          <h1 className="h-page">{trade.status === 'waiting' ? '银行缴费' : '缴费结果'}</h1>
          <section className="card" aria-label="付款信息">
            <div className="due">
              <p className="small soft">{titles[trade.status]}</p>
              <p className="amount">{formatMoney(trade.amountFen)}</p>
            </div>
            <div className="in form-stack">
              <KeyValue
                rows={[
                  ['收款方', env().portalName],
                  ['商品', <Phrase key="s">{trade.subject}</Phrase>],
                  [
                    '订单号',
                    <span key="n" className="num">
                      {trade.orderNumber}
                    </span>,
                  ],
                  ['付款方式', methods[trade.method] ?? trade.method],
                ]}
              />
              {trade.payable ? (
                <ActionForm action={payAction} className="form-stack">
                  <input type="hidden" name="orderNumber" value={orderNumber} />
                  <input type="hidden" name="token" value={token} />
                  <details className="demo-options">
                    <summary className="link tap">演示选项：付款结果和通知方式</summary>
                    <fieldset>
                      <legend className="sr">付款结果和通知方式</legend>
                      {Object.entries(manners).map(([manner, label]) => (
                        <label className="check" key={manner}>
                          <input type="radio" name="manner" value={manner} defaultChecked={manner === 'once'} />
                          {label}
                        </label>
                      ))}
                    </fieldset>
                  </details>
                  <SubmitButton className="btn primary big full" busy="正在付款">
                    确认付款
                  </SubmitButton>
                </ActionForm>
              ) : trade.status === 'paid' ? (
                <Note tone="good">付款成功。银行会自行通知商户，不返回也会开通。</Note>
              ) : trade.status === 'refunded' ? (
                <Note tone="info">款项已原路退回付款账户。</Note>
              ) : (
                <Note tone="bad">这笔付款已关闭，没有扣款。</Note>
              )}
              <a className={trade.payable ? 'btn quiet big full' : 'btn primary big full'} href={`${pathname}${search}`}>
                {trade.payable ? '离开，暂不付款' : '返回商家'}
              </a>
            </div>
          </section>
        </div>
      </main>
    </div>
  )
}
