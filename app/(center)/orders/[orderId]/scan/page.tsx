import type { Metadata } from 'next'
import { Crumb } from '@/components/ui/crumb'
import { traineeCtx } from '@/lib/identity/session'
import { openScan } from '../_components/open-scan'
import { ScanCode } from '../_components/scan-code'

export const metadata: Metadata = { title: '扫码付款' }

/** 扫码付款 of a trainee. */
export default async function ScanPage({ params }: { params: Promise<{ orderId: string }> }) {
  const shown = await openScan(await traineeCtx(), (await params).orderId, '/orders')
  return (
    <main id="main" className="wrap">
      <div className="checkout-head">
        <div>
          <Crumb
            above={[
              ['/orders', '发票下载'],
              [shown.back, '确认订单并支付'],
            ]}
            here="扫码付款"
          />
          <h1 className="h-page">扫码付款</h1>
        </div>
      </div>
      <ScanCode {...shown} />
    </main>
  )
}
