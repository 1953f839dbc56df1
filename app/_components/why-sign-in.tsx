import { Note } from '@/components/ui/note'
import { hasCookie } from '@/lib/shared/cookies'

/** Above a sign-in that somebody was led to from a page of theirs: what happened, and that they come back. */
export async function WhySignIn({ cookie }: { cookie: 'session' | 'enterprise-session' | 'staff-session' }) {
  if (await hasCookie('unsent')) {
    return <Note tone="warn">登录已过期，刚才没有提交。请重新登录，登录后回到刚才的页面，填写过的内容会填回。</Note>
  }
  if (await hasCookie(cookie)) return <Note tone="warn">登录已过期，请重新登录，登录后回到刚才的页面。</Note>
  return <Note tone="info">请先登录，登录后回到刚才的页面。</Note>
}
