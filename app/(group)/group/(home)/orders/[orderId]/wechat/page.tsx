import type { Metadata } from 'next'
import { InWechat } from '@/app/(center)/orders/[orderId]/_components/in-wechat'
import { openBridge } from '@/app/(center)/orders/[orderId]/_components/open-scan'
import { Crumb } from '@/components/ui/crumb'
import { enterpriseCtx } from '@/lib/identity/session'
import { formatMoney } from '@/lib/shared/money'

export const metadata: Metadata = { title: '微信支付' }

/** 微信支付 inside WeChat, of an enterprise. */
export default async function GroupInWechatPage({ params }: { params: Promise<{ orderId: string }> }) {
  const { shown, back, secondsLeft } = await openBridge(await enterpriseCtx(), (await params).orderId, '/group/orders')
  return (
    <>
      <div className="page-title">
        <div>
          <Crumb
            above={[
              ['/group/orders', '订单与发票'],
              [back, '确认缴费'],
            ]}
            here="微信支付"
          />
          <h1 className="h-page">微信支付</h1>
        </div>
      </div>
      <InWechat request={shown.request} amount={formatMoney(shown.amountFen)} back={back} secondsLeft={secondsLeft} />
    </>
  )
}
