import { HourRing } from '@/components/ui/hour-ring'
import { Icon } from '@/components/ui/icon'
import { listOffers } from '@/lib/checkout/queries'
import { doneOnline } from '@/lib/checkout/ways-to-pay'
import { enterpriseCtxOrNull, pageCtx } from '@/lib/identity/session'
import { listNotices } from '@/lib/notices/queries'
import { isTrainee } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { formatHotline } from '@/lib/shared/hotline'
import { GroupStrip } from './_components/group-strip'
import { Doors, NoticeColumns, OpenPrograms } from './_components/home-sections'
import { SignInCard, WelcomeCard } from './_components/sign-in-card'

/** 《专业技术人员继续教育规定》 art. 8: 90 hours a year, two thirds of them 专业科目. */
const yearly = [
  { label: '公需科目', required: 30, earned: 30, chosen: 30 },
  { label: '专业科目', required: 60, earned: 60, chosen: 60 },
]

export default async function HomePage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string; registered?: string; 'signed-in'?: string }>
}) {
  const ctx = await pageCtx()
  const [{ next, registered, 'signed-in': signedIn }, enterprise, offers, announcements, manuals] = await Promise.all([
    searchParams,
    enterpriseCtxOrNull(),
    listOffers(ctx),
    listNotices(ctx, { category: 'announcement', limit: 5 }),
    listNotices(ctx, { category: 'manual', limit: 5 }),
  ])
  return (
    <main id="main" className="home">
      <section className="hero" aria-label="欢迎">
        <div className="wrap">
          <div className="hero-text">
            <h1>
              一年九十学时，
              <br />
              从容学完。
            </h1>
            <p className="lead">{doneOnline()}手机和电脑都能学，进度自动保存。</p>
            <ol className="hero-flow">
              <li>登录</li>
              <li>报名缴费</li>
              <li>进班学习</li>
              <li>完成课后测验</li>
              <li>打印培训证明</li>
            </ol>
          </div>
          <div className="hero-dial">
            <HourRing parts={yearly} size="18.5rem">
              <span className="fig">90</span>
              <span className="unit">学时 / 年</span>
              <span className="cap">一格，就是一学时</span>
            </HourRing>
            <p className="tag" style={{ right: '-1.25rem', top: '-.5rem' }} aria-hidden="true">
              <b>30</b>公需科目
            </p>
            <p className="tag" style={{ left: '-2.5rem', bottom: '-.25rem' }} aria-hidden="true">
              <b>60</b>专业科目
            </p>
          </div>
          {isTrainee(ctx) ? (
            <WelcomeCard name={ctx.actor.name} just={registered ? 'registered' : signedIn ? 'signed in' : null} />
          ) : (
            <SignInCard next={next} />
          )}
        </div>
      </section>
      <Doors visitor={!isTrainee(ctx)} />
      <GroupStrip enterprise={enterprise?.actor.name ?? null} />
      <OpenPrograms offers={offers} now={ctx.now} />
      <NoticeColumns announcements={announcements} manuals={manuals} />
      <Hotline />
    </main>
  )
}

function Hotline() {
  const { hotline, hotlineHours } = env()
  if (!hotline) return null
  return (
    <section className="section wrap" aria-label="服务热线">
      <div className="card help">
        <Icon name="headset" />
        <div>
          <p className="bold">遇到问题，请拨打服务热线</p>
          <p className="small muted">{hotlineHours && `${hotlineHours}。`}未绑定手机号或手机号有误，也请拨打热线。</p>
        </div>
        <a className="tel" href={`tel:${hotline}`}>
          {formatHotline(hotline)}
        </a>
      </div>
    </section>
  )
}
