import type { Metadata } from 'next'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { refusalFrom } from '@/lib/shared/refusal-link'
import { refusalText } from '@/lib/shared/refusal-text'
import { HotlineHint } from '../../_components/hotline-hint'

export const metadata: Metadata = { title: '没有登录', robots: { index: false } }

/** Says why 统一身份认证 let nobody in, and what to do. Nothing on it comes from an account, nor from what the provider said of somebody. */
export default async function SsoRefusedPage({ searchParams }: { searchParams: Promise<{ refused?: string }> }) {
  const { refused } = await searchParams
  return (
    <main id="main" className="wrap">
      <div className="narrow form-stack">
        <h1 className="h-page">没有登录</h1>
        <Note tone="bad">{refusalFrom(refused, new Date()) ?? refusalText({ code: 'sso_failed', facts: {} })}</Note>
        <section className="form-stack" aria-labelledby="what-to-do">
          <h2 className="h-card" id="what-to-do">
            可以这样做
          </h2>
          <ul className="plain-list">
            <li>
              还没有在本平台注册：请用本人的身份证号
              <Link className="link" href="/register">
                注册
              </Link>
              ，以后就可以用统一身份认证登录。
            </li>
            <li>
              已经注册：请用身份证号和密码
              <Link className="link" href="/#sign-in">
                登录
              </Link>
              ，并在个人信息中核对证件号码；忘记密码的，
              <Link className="link" href="/recover">
                找回密码
              </Link>
              。
            </li>
          </ul>
          <HotlineHint />
        </section>
      </div>
    </main>
  )
}
