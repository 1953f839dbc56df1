'use client'
import { Icon } from '@/components/ui/icon'

/** Stands above every page of a demo. A client component, as it crosses as a name and not as its elements. */
export function DemoBanner() {
  return (
    <aside className="demo" aria-label="演示模式">
      <div className="wrap">
        <Icon name="flask-conical" />
        <p>
          <b>演示模式</b>　内容和账号都是示例；短信显示在
          <a className="link" href="/demo/phone">
            演示手机
          </a>
          ，付款走沙箱银行，不会真的扣款。
        </p>
      </div>
    </aside>
  )
}
