import type { Metadata } from 'next'
import { Badge } from '@/components/ui/badge'
import { Empty } from '@/components/ui/empty'
import { Link } from '@/components/ui/link'
import { type ClassOffer, listMyOffers } from '@/lib/checkout/queries'
import { traineeCtx } from '@/lib/identity/session'
import { groupBy } from '@/lib/shared/group'
import { formatMoney } from '@/lib/shared/money'
import { refusalText } from '@/lib/shared/refusal-text'

export const metadata: Metadata = { title: '报名培训' }

/** 报名培训, first step: 确认需要报名的年度. */
export default async function EnrollPage() {
  const offers = await listMyOffers(await traineeCtx())
  const years = [...groupBy(offers, (offer) => offer.year)].sort(([a], [b]) => b - a)
  const firstOpen = years.find(([, list]) => list.some((offer) => !offer.refusal))?.[0]
  return (
    <>
      <h1 className="h-page">报名培训</h1>
      <ol className="steps" aria-label="报名步骤" style={{ marginBlock: '1.25rem' }}>
        <li aria-current="step">确认年度</li>
        <li>填写订单</li>
        <li>支付</li>
        <li>进班学习</li>
      </ol>
      {firstOpen === undefined && (
        <Empty icon="calendar-days" title="暂无可以报名的年度">
          <p>开放报名后会显示在这里。</p>
        </Empty>
      )}
      <form action="/enroll/order" className="form-stack">
        <fieldset>
          <legend className="label">请确认需要报名的年度</legend>
          <div className="years">
            {years.map(([year, list]) => (
              <YearTile key={year} year={year} offers={list} checked={year === firstOpen} />
            ))}
          </div>
        </fieldset>
        <div className="form-actions">
          {firstOpen !== undefined && (
            <button className="btn primary big" type="submit">
              下一步
            </button>
          )}
          <Link className="btn quiet big" href="/center">
            返回学员中心
          </Link>
        </div>
      </form>
      <p className="soft" style={{ marginTop: '2rem' }}>
        按专业报名、先选课程后缴费的项目，请到
        <Link className="link tap" href="/programs">
          学习报名
        </Link>
      </p>
    </>
  )
}

function YearTile({ year, offers, checked }: { year: number; offers: ClassOffer[]; checked: boolean }) {
  const open = offers.filter((offer) => !offer.refusal)
  const fees = [...new Set(open.map((offer) => offer.feeFen))].sort((a, b) => a - b)
  const programs = new Set((open.length ? open : offers).map((offer) => offer.program))
  const reason = open.length ? null : offers[0]?.refusal
  return (
    <label className="tile">
      <input type="radio" name="year" value={year} defaultChecked={checked} disabled={!open.length} />
      <span className="grow">
        <span className="name">
          <span className="num">{year}</span> 年度
        </span>
        <br />
        <span className="small soft">{[...programs].map((title) => title.replace(`${year}年度`, '')).join('、')}</span>
        {reason && (
          <>
            <br />
            <span className="small muted">{refusalText(reason)}</span>
          </>
        )}
      </span>
      {open.length ? (
        <span className="right">
          <b className="num">{fees.map(formatMoney).join(' / ')}</b>
          <br />
          <span className="small muted">
            <span className="num">{open.length}</span> 个班可报
          </span>
        </span>
      ) : (
        <Badge tone="plain">不可报名</Badge>
      )}
    </label>
  )
}
