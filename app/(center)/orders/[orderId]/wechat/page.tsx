import type { Metadata } from 'next'
import { Crumb } from '@/components/ui/crumb'
import { traineeCtx } from '@/lib/identity/session'
import { formatMoney } from '@/lib/shared/money'
import { InWechat } from '../_components/in-wechat'
import { openBridge } from '../_components/open-scan'

export const metadata: Metadata = { title: '微信支付' }

/** 微信支付 inside WeChat, of a trainee. */
export default async function InWechatPage({ params }: { params: Promise<{ orderId: string }> }) {
  const { shown, back, secondsLeft } = await openBridge(await traineeCtx(), (await params).orderId, '/orders')
  return (
    <main id="main" className="wrap">
      <div className="checkout-head">
        <div>
          <Crumb
            above={[
              ['/orders', '发票下载'],
              [back, '确认订单并支付'],
            ]}
            here="微信支付"
          />
          <h1 className="h-page">微信支付</h1>
        </div>
      </div>
      <InWechat request={shown.request} amount={formatMoney(shown.amountFen)} back={back} secondsLeft={secondsLeft} />
    </main>
  )
}
