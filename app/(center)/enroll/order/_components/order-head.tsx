import { Crumb } from '@/components/ui/crumb'

/** The title of the order's page, and where it stands in 报名. */
export const OrderHead = ({ title }: { title: string }) => (
  <div className="checkout-head">
    <div>
      <Crumb above={[['/enroll', '报名培训']]} here={title} />
      <h1 className="h-page">{title}</h1>
    </div>
    <ol className="steps" aria-label="报名步骤">
      <li className="done">确认年度</li>
      <li aria-current="step">填写订单</li>
      <li>支付</li>
      <li>进班学习</li>
    </ol>
  </div>
)
