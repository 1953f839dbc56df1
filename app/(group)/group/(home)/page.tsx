import type { Metadata } from 'next'
import { PhoneNewsLink } from '@/app/_components/phone-news'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { listOwnPhoneNews } from '@/lib/identity/phone-change/queries'
import { enterpriseCtx } from '@/lib/identity/session'
import { getGroupSummary } from '@/lib/rosters/group-summary'
import { FirstSteps } from './_components/first-steps'
import { Glance } from './_components/glance'

export const metadata: Metadata = { title: '单位首页' }

/** The home of an enterprise: what waits, how its people stand, and 我要报名. */
export default async function GroupHomePage() {
  const ctx = await enterpriseCtx()
  const [summary, news] = await Promise.all([getGroupSummary(ctx), listOwnPhoneNews(ctx)])
  const isNew = !summary.rosters
  return (
    <>
      <div className="page-title">
        <h1 className="h-page">单位首页</h1>
      </div>
      <div className="form-stack">
        <PhoneNewsLink news={news} href="/group/profile" />
        <section className="card pad group-hero">
          <div>
            <h2 className="h-sec">{isNew ? '为职工报名' : '继续为职工报名'}</h2>
            <p className="soft">选择班级，上传名单，一次缴费，职工即可学习。</p>
          </div>
          <Link className="btn primary big" href="/group/enroll">
            <Icon name="upload" />
            我要报名
          </Link>
        </section>
        {isNew ? <FirstSteps /> : <Glance summary={summary} />}
      </div>
    </>
  )
}
