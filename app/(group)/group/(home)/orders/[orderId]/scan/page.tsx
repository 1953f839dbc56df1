import type { Metadata } from 'next'
import { openScan } from '@/app/(center)/orders/[orderId]/_components/open-scan'
import { ScanCode } from '@/app/(center)/orders/[orderId]/_components/scan-code'
import { Crumb } from '@/components/ui/crumb'
import { enterpriseCtx } from '@/lib/identity/session'

export const metadata: Metadata = { title: '扫码付款' }

/** 扫码付款 of an enterprise. */
export default async function GroupScanPage({ params }: { params: Promise<{ orderId: string }> }) {
  const shown = await openScan(await enterpriseCtx(), (await params).orderId, '/group/orders')
  return (
    <>
      <div className="page-title">
        <div>
          <Crumb
            above={[
              ['/group/orders', '订单与发票'],
              [shown.back, '确认缴费'],
            ]}
            here="扫码付款"
          />
          <h1 className="h-page">扫码付款</h1>
        </div>
      </div>
      <ScanCode {...shown} />
    </>
  )
}
