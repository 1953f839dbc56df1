import { Badge } from '@/components/ui/badge'
import { HourArc } from '@/components/ui/hour-ring'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'
import { Link } from '@/components/ui/link'
import { Phrase } from '@/components/ui/phrase'
import type { ClassOffer } from '@/lib/checkout/queries'
import { describeParts, hoursOf, solidParts } from '@/lib/enrollment/tally-parts'
import type { listNotices } from '@/lib/notices/queries'
import { groupBy } from '@/lib/shared/group'
import { formatMoney } from '@/lib/shared/money'
import { daysLeft, formatDay, formatLastDay } from '@/lib/shared/time'

const doors: { forVisitors?: true; href: string; icon: IconName; title: string; hint: string }[] = [
  { href: '/programs', icon: 'clipboard-pen', title: '学习报名', hint: '选专业，报名缴费' },
  { href: '/courses', icon: 'library', title: '课程资源', hint: '自主选课，先试看' },
  { href: '/register', icon: 'user-plus', title: '学员注册', hint: '首次使用先建账号', forVisitors: true },
  { href: '/center', icon: 'book-open', title: '学员中心', hint: '进班学习，打印证明' },
  { href: '/verify', icon: 'badge-check', title: '证书查询', hint: '按编号核验真伪' },
]

export function Doors({ visitor }: { visitor: boolean }) {
  const shown = doors.filter(({ forVisitors }) => visitor || !forVisitors)
  return (
    <nav className="wrap" aria-label="办事入口">
      <ul className="doors">
        {shown.map(({ href, icon, title, hint }) => (
          <li key={href}>
            <Link href={href}>
              <Icon name={icon} />
              <span className="t">{title}</span>
              <span className="d">{hint}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Programmes that can be joined today, one line each: the latest closing day of its open classes counts. */
export function OpenPrograms({ offers, now }: { offers: ClassOffer[]; now: Date }) {
  const open = [
    ...groupBy(
      offers.filter((offer) => !offer.refusal),
      (offer) => offer.programId,
    ).values(),
  ]
  return (
    <section className="section wrap" aria-labelledby="open-title">
      <div className="section-head">
        <h2 className="h-sec" id="open-title">
          正在报名
        </h2>
        <Link className="link tap" href="/programs">
          按专业查看全部
        </Link>
      </div>
      {!open.length && <p className="card pad soft">暂无正在报名的项目。开放报名后会显示在这里。</p>}
      <ul className="card program-list" hidden={!open.length}>
        {open.map((classes) => {
          const [first] = classes as [ClassOffer]
          const until = classes.map(({ enrolUntil }) => enrolUntil).sort((a, b) => b.getTime() - a.getTime())[0]!
          const left = daysLeft(until, now)
          return (
            <li key={first.programId}>
              <div>
                <p className="name">
                  <Phrase>{first.program}</Phrase>
                </p>
                <p className="small muted">
                  <Phrase>{describeParts(first.parts)}</Phrase>
                </p>
              </div>
              <div className="hours row" style={{ '--gap': '.625rem' } as React.CSSProperties}>
                <HourArc parts={solidParts(first.parts)} size="2.5rem" width={26} />
                <span>
                  <b className="num">{hoursOf(first.parts)}</b> 学时
                </span>
              </div>
              <p className="fee">{formatMoney(first.feeFen)}</p>
              <p className="small soft until">
                <span className="num nowrap">{formatLastDay(until)}</span> 截止
                {left <= 15 && (
                  <>
                    <br />
                    <Badge tone="wait" icon="clock">
                      还剩 {left} 天
                    </Badge>
                  </>
                )}
              </p>
              <Link className="btn go" href={`/enroll/order?year=${first.year}&program=${first.programId}`}>
                <span>
                  去报名<span className="sr">：{first.program}</span>
                </span>
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

type Notices = Awaited<ReturnType<typeof listNotices>>

export function NoticeColumns({ announcements, manuals }: { announcements: Notices; manuals: Notices }) {
  return (
    <div className="section wrap two">
      <section aria-labelledby="announcements-title">
        <div className="section-head">
          <h2 className="h-sec" id="announcements-title">
            平台公告
          </h2>
          <Link className="link tap" href="/notices">
            全部公告
          </Link>
        </div>
        {announcements.length ? <NoticeList notices={announcements} /> : <p className="soft">暂无公告。</p>}
      </section>
      <section aria-labelledby="manuals-title">
        <div className="section-head">
          <h2 className="h-sec" id="manuals-title">
            操作手册
          </h2>
        </div>
        {!manuals.length && <p className="soft">暂无操作手册。</p>}
        <ul className="notices" hidden={!manuals.length}>
          {manuals.map(({ id, slug, title }) => (
            <li key={id}>
              <Link href={`/notices/${slug}`}>
                <span className="t">{title}</span>
                <Icon name="chevron-right" />
              </Link>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

export function NoticeList({ notices }: { notices: Pick<Notices[number], 'id' | 'slug' | 'title' | 'pinned' | 'publishedAt'>[] }) {
  return (
    <ul className="notices">
      {notices.map(({ id, slug, title, pinned, publishedAt }) => (
        <li key={id}>
          <Link href={`/notices/${slug}`}>
            <span className="t">
              {pinned && (
                <>
                  <Badge tone="mine">置顶</Badge>{' '}
                </>
              )}
              <Phrase>{title}</Phrase>
            </span>
            {publishedAt && (
              <time className="num" dateTime={formatDay(publishedAt)}>
                {formatDay(publishedAt)}
              </time>
            )}
          </Link>
        </li>
      ))}
    </ul>
  )
}
