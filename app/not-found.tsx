import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import { SiteFooter } from './_components/site-footer'
import { SiteHeader } from './_components/site-header'

export default function NotFoundPage() {
  return (
    <>
      <SiteHeader />
      <main id="main" className="wrap">
        <title>没有找到这个页面</title>
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
