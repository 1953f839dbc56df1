import { Helpline } from '@/app/_components/helpline'
import { Note } from '@/components/ui/note'
import type { Device } from '@/lib/shared/device'
import { PayForm } from './pay-form'

/** 支付方式: the ways to pay, or whom to ask where there is none yet. Inside WeChat the gateways' pages for phones do not open. */
export function PayMethods({ device, ...props }: React.ComponentProps<typeof PayForm> & { device: Device }) {
  const leaves = device === 'wechat' && props.methods.some(({ on }) => on === 'phone')
  return (
    <section className="card" aria-labelledby="method-title">
      <div className="head">
        <h2 className="h-card" id="method-title">
          支付方式
        </h2>
      </div>
      <div className="in">
        {leaves && (
          <Note tone="warn">
            微信里打不开付款页面。请点右上角的“…”，选择<b>在浏览器打开</b>，再付款。
          </Note>
        )}
        {props.methods.length === 0 ? (
          <Note tone="warn">
            缴费还没有开通，请
            <Helpline />。
          </Note>
        ) : (
          <PayForm {...props} />
        )}
      </div>
    </section>
  )
}
