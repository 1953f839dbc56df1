import type { Metadata } from 'next'
import { found } from '@/app/_components/found'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Icon } from '@/components/ui/icon'
import { Note } from '@/components/ui/note'
import { getTrade } from '@/lib/checkout/gateways/sandbox-bank'
import { pageCtx } from '@/lib/identity/session'
import { env } from '@/lib/shared/env'
import { formatMoney } from '@/lib/shared/money'
import { payAction } from './actions'

export const metadata: Metadata = { title: '沙箱银行' }

type Props = { params: Promise<{ orderNumber: string }>; searchParams: Promise<{ token?: string }> }

const manners = { once: '正常通知商户', twice: '通知两次', late: '一分钟后才通知', never: '不通知' }

/** The sandbox bank's own page: another house, which notifies the portal by itself. */
export default async function BankPage({ params, searchParams }: Props) {
  const { orderNumber } = await params
  const token = (await searchParams).token ?? ''
  const trade = await found(getTrade(await pageCtx(), orderNumber, token))
  const { pathname } = new URL(trade.returnUrl)
  return (
    <div className="bank grow">
      <header className="bank-top">
        <div className="wrap">
          <Icon name="landmark" />
          沙箱银行 · 收银台
        </div>
      </header>
      <main id="main" className="wrap">
        <div className="narrow form-stack">
          <h1 className="h-page">{trade.status === 'waiting' ? '银行缴费' : '缴费结果'}</h1>
          <section className="card pad form-stack" aria-label="付款信息">
            <p className="amount">{formatMoney(trade.amountFen)}</p>
            <dl className="key-value">
              <div>
                <dt>收款方</dt>
                <dd>{env().portalName}</dd>
              </div>
              <div>
                <dt>商品</dt>
                <dd>{trade.subject}</dd>
              </div>
              <div>
                <dt>订单号</dt>
                <dd className="num">{trade.orderNumber}</dd>
              </div>
            </dl>
            {trade.payable ? (
              <ActionForm action={payAction} className="form-stack">
                <input type="hidden" name="orderNumber" value={orderNumber} />
                <input type="hidden" name="token" value={token} />
                <SubmitButton className="btn primary big full" busy="正在付款">
                  确认付款
                </SubmitButton>
                <details>
                  <summary className="link tap">演示选项：银行怎样通知商户</summary>
                  <fieldset>
                    <legend className="sr">通知方式</legend>
                    {Object.entries(manners).map(([manner, label]) => (
                      <label className="check" key={manner}>
                        <input type="radio" name="manner" value={manner} defaultChecked={manner === 'once'} />
                        {label}
                      </label>
                    ))}
                  </fieldset>
                </details>
              </ActionForm>
            ) : trade.status === 'paid' || trade.status === 'refunded' ? (
              <Note tone="good">付款成功。银行会自行通知商户，不返回也会开通。</Note>
            ) : (
              <Note tone="bad">这笔付款已关闭，没有扣款。</Note>
            )}
          </section>
          <a className="btn" href={pathname}>
            返回商家
          </a>
        </div>
      </main>
    </div>
  )
}
