'use client'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { useSite } from './site'
import { SiteFooter } from './site-footer'
import { SiteHeader } from './site-header'

/** A client component, so that only its name is sent with each page. */
export function NotFoundContent() {
  return (
    <>
      <SiteHeader elder={useSite().elder} />
      <main id="main" className="wrap">
        <div className="narrow">
          <div className="card empty">
            <Icon name="search" />
            <h1 className="h-card">没有找到这个页面</h1>
            <p>地址可能写错了，或者内容已经移走。</p>
            <Link className="btn primary" href="/">
              返回首页
            </Link>
          </div>
        </div>
      </main>
      <SiteFooter />
    </>
  )
}
