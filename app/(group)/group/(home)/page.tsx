import type { Metadata } from 'next'
import Link from 'next/link'
import { enterpriseCtx } from '@/lib/identity/session'

export const metadata: Metadata = { title: '单位首页' }

export default async function GroupHomePage() {
  const ctx = await enterpriseCtx()
  return (
    <>
      <div className="page-title">
        <h1 className="h-page">{ctx.actor.name}</h1>
      </div>
      <Link className="btn primary big" href="/group/enroll">
        我要报名
      </Link>
    </>
  )
}
