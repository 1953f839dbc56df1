import QRCode from 'qrcode'
import { Link } from '@/components/ui/link'
import { Refresher } from '@/components/ui/refresher'
import type { Scan } from '@/lib/checkout/shown-charge'
import { formatMoney } from '@/lib/shared/money'
import { formatClock } from '@/lib/shared/time'

type Props = { shown: Scan; back: string; secondsLeft: number }

/** A code to pay by scanning it; the page sees by itself that it was paid. */
export async function ScanCode({ shown: { code, amountFen, expiresAt, by }, back, secondsLeft }: Props) {
  const picture = await QRCode.toDataURL(code, { margin: 2, width: 520 })
  return (
    <section className="card scan" aria-labelledby="scan">
      <div className="head">
        <h2 className="h-card grow" id="scan">
          {by}
        </h2>
        <b className="amount num">{formatMoney(amountFen)}</b>
      </div>
      <div className="in">
        {/* biome-ignore lint/performance/noImgElement: made for this answer alone */}
        <img src={picture} alt={`${by}的付款二维码`} width="260" height="260" />
        <p>
          请打开手机上的<b>{by.replace('支付', '')}</b>，用“扫一扫”扫描二维码付款。
        </p>
        <p className="soft small" role="status">
          付款后本页会自动显示结果，<span className="num nowrap">{formatClock(expiresAt)}</span> 前有效。
        </p>
        <Refresher everySeconds={3} forSeconds={secondsLeft} />
        <Link className="btn quiet" href={back}>
          返回，换一种支付方式
        </Link>
      </div>
    </section>
  )
}
