import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Empty } from '@/components/ui/empty'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Refresher } from '@/components/ui/refresher'
import { listDemoMessages } from '@/lib/identity/queries'
import { pageCtx } from '@/lib/identity/session'
import { env } from '@/lib/shared/env'
import { formatMoment } from '@/lib/shared/time'

export const metadata: Metadata = { title: '演示手机' }

/** Where the demo's SMS arrive. There is no such page in production. */
export default async function DemoPhonePage() {
  if (env().mode !== 'demo') notFound()
  const messages = await listDemoMessages(await pageCtx())
  return (
    <main id="main" className="wrap">
      <div className="narrow form-stack">
        <h1 className="h-page">演示手机</h1>
        <p className="soft">演示模式不会真的发短信。最近十分钟的短信会自动显示在这里。</p>
        <Refresher everySeconds={2} />
        {messages.length === 0 && <Empty icon="smartphone" title="暂无短信" />}
        <ul className="form-stack" aria-label="短信">
          {messages.map((message) => (
            <li className="card pad" key={message.id}>
              <p className="small muted">
                发给 <span className="num">{message.phone}</span>，<span className="num nowrap">{formatMoment(message.sentAt)}</span>
              </p>
              <p className="h-card">{message.body}</p>
            </li>
          ))}
        </ul>
        <p className="form-actions">
          <a className="btn" href="/demo/phone">
            <Icon name="refresh-cw" />
            刷新
          </a>
          <Link className="btn quiet" href="/">
            返回首页
          </Link>
        </p>
      </div>
    </main>
  )
}
